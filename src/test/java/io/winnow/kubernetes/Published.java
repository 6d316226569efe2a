package io.winnow.kubernetes;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;

import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Ingress;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;

/** Kubernetes' own schemas, in the form of its Java client: fields that nobody knows, that are missing or of another shape. */
final class Published {
    private static final Map<String, Schema> SCHEMAS = Map.of(
            "v1 ConfigMap", V1ConfigMap::validateJsonElement,
            "v1 Service", V1Service::validateJsonElement,
            "v1 ServiceAccount", V1ServiceAccount::validateJsonElement,
            "apps/v1 Deployment", V1Deployment::validateJsonElement,
            "autoscaling/v2 HorizontalPodAutoscaler", V2HorizontalPodAutoscaler::validateJsonElement,
            "networking.k8s.io/v1 Ingress", V1Ingress::validateJsonElement,
            "networking.k8s.io/v1 NetworkPolicy", V1NetworkPolicy::validateJsonElement,
            "policy/v1 PodDisruptionBudget", V1PodDisruptionBudget::validateJsonElement);

    private Published() {}

    @FunctionalInterface
    private interface Schema {
        void hold(JsonElement document) throws IOException;
    }

    static void fits(JsonNode manifest) {
        var kind = manifest.path("apiVersion").asText() + " " + manifest.path("kind").asText();
        assertThatCode(() -> SCHEMAS.get(kind).hold(JsonParser.parseString(manifest.toString()))).as(kind)
                .doesNotThrowAnyException();
    }
}
