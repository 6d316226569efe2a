/**
 * Bad input in bulk: calls generated from the service's own OpenAPI document, and records for the improvement topic. jqwik
 * generates, by a seed; what is held against the answers are the documents and the promises. See CONTRIBUTING.
 */
package io.winnow.fuzz;
