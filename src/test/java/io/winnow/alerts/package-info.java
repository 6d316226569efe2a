/** Tries the alerts in earnest, against a real Prometheus: {@code mvn verify -Palerts}, see docs/operations.md. */
package io.winnow.alerts;
