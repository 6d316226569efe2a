/** Holds the manifests in {@code src/main/kubernetes} against the published schemas and against what the service needs. */
package io.winnow.kubernetes;
