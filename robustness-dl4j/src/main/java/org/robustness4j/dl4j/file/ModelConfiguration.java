package org.robustness4j.dl4j.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * The configuration of a network as DL4J writes it.
 *
 * @param json the text
 * @param isGraph whether it describes a {@code ComputationGraph}, not a {@code MultiLayerNetwork}
 */
public record ModelConfiguration(String json, boolean isGraph) {

    private static final JsonFactory STRICT = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /**
     * Looks at a configuration of unknown origin, before DL4J does.
     *
     * @throws IllegalArgumentException if it is no JSON of a network, names a class that no network is made of, or is
     *     larger or deeper than any; the message goes on after the name of the file
     */
    static ModelConfiguration checked(String json) throws IOException {
        try (JsonParser parser = STRICT.createParser(json)) {
            new ConfigurationCheck().check(parser);
        } catch (JsonProcessingException e) {
            throw noJson(e);
        }
        return trusted(json);
    }

    /**
     * Takes a configuration as it is.
     *
     * @throws IllegalArgumentException if it is no JSON of a network
     */
    public static ModelConfiguration trusted(String json) throws IOException {
        Set<String> keys = new HashSet<>();
        try (JsonParser parser = STRICT.createParser(json)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    keys.add(parser.currentName());
                    parser.nextToken();
                    parser.skipChildren();
                }
            }
        } catch (JsonProcessingException e) {
            throw noJson(e);
        }
        boolean isGraph = keys.contains("vertices");
        if (isGraph == keys.contains("confs")) {
            throw new IllegalArgumentException(
                    "holds a configuration.json with neither the layers (confs) of a MultiLayerNetwork nor the vertices of a"
                            + " ComputationGraph, or with both; write the model again with DL4J's ModelSerializer");
        }
        return new ModelConfiguration(json, isGraph);
    }

    private static IllegalArgumentException noJson(JsonProcessingException e) {
        return new IllegalArgumentException(
                "holds a configuration.json that is no JSON, or has a key twice (" + e.getOriginalMessage()
                        + "); write the model again with DL4J's ModelSerializer",
                e);
    }
}
