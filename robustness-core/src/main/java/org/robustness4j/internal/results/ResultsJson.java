package org.robustness4j.internal.results;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.file.Path;
import org.robustness4j.configuration.ConfigurationKey;
import org.robustness4j.internal.file.BoundedFile;
import org.robustness4j.internal.json.JsonFormat;
import org.robustness4j.internal.results.record.AttackRecord;
import org.robustness4j.internal.results.record.EvaluationRecord;
import org.robustness4j.internal.results.record.HardeningRecord;

/** Result files as JSON, by the schema in {@code docs/results.schema.json}. */
public final class ResultsJson {

    private static final JsonMapper WRITER =
            JsonFormat.INDENTED.rebuild().addModule(StoredNames.module()).build();
    private static final JsonMapper READER = JsonFormat.COMPACT
            .rebuild()
            .addModule(StoredNames.module())
            .annotationIntrospector(new FieldGroups())
            .build();

    private static final long MOST_BYTES = 64L << 20;
    private static final int MOST_LEVELS = 50;
    private static final int MOST_VALUES = 3_000_000;
    private static final int MOST_EVALUATIONS = 100_000;

    /** The fields that a group of an evaluation has had from the first release on. */
    private static final int LEAST_FIELDS_OF_GROUP = 5;

    private ResultsJson() {}

    public static byte[] write(Object results) {
        try {
            return WRITER.writeValueAsBytes(results);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The results cannot be written as JSON: " + e.getMessage(), e);
        }
    }

    static ResultsFile read(Path file) throws UnreadableResultsException {
        return read(file, ResultsFile.class, ResultsFile.SCHEMA_VERSION, "run the robustness tests again");
    }

    static BaselineFile readBaseline(Path file) throws UnreadableResultsException {
        return read(
                file,
                BaselineFile.class,
                BaselineFile.SCHEMA_VERSION,
                "restore it, or delete it and create it with -D" + ConfigurationKey.BASELINE_UPDATE.key() + "=true");
    }

    private static <T> T read(Path file, Class<T> type, int readable, String remedy) throws UnreadableResultsException {
        JsonNode tree;
        try {
            tree = tree(BoundedFile.read(file, MOST_BYTES));
        } catch (IOException e) {
            throw new UnreadableResultsException(file, String.valueOf(e.getMessage()), remedy, e);
        }
        int version = tree.path("schemaVersion").asInt(0);
        if (version != readable) {
            throw new UnreadableResultsException(
                    file,
                    "its schemaVersion is " + tree.path("schemaVersion") + ", this version of the library reads "
                            + readable,
                    remedy);
        }
        int evaluations =
                Math.max(tree.path("evaluations").size(), tree.path("entries").size());
        if (evaluations > MOST_EVALUATIONS) {
            throw new UnreadableResultsException(
                    file,
                    "it has " + evaluations + " evaluations, but at most " + MOST_EVALUATIONS + " are read",
                    remedy);
        }
        tree.path("evaluations").forEach(ResultsJson::completed);
        tree.path("entries").forEach(ResultsJson::completedSamplesAndAttack);
        try {
            for (JsonNode evaluation : tree.path("evaluations")) {
                FieldGroups.gather(evaluation, EvaluationRecord.class);
                FieldGroups.gather(evaluation.path("attack"), AttackRecord.class);
                FieldGroups.gather(evaluation.path("hardening"), HardeningRecord.class);
            }
            for (JsonNode entry : tree.path("entries")) {
                FieldGroups.gather(entry.path("attack"), AttackRecord.class);
            }
            return READER.treeToValue(tree, type);
        } catch (IOException | IllegalArgumentException e) {
            throw new UnreadableResultsException(file, String.valueOf(e.getMessage()), remedy, e);
        }
    }

    /** A tree takes many times the memory of its text, so that the text is counted through first. */
    private static JsonNode tree(byte[] json) throws IOException {
        int values = 0;
        int depth = 0;
        try (JsonParser parser = READER.createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                values += token.isStructEnd() ? 0 : 1;
                if (depth > MOST_LEVELS || values > MOST_VALUES) {
                    throw new IOException("it has more than " + MOST_LEVELS + " levels, or more than " + MOST_VALUES
                            + " names and values");
                }
            }
        }
        return READER.readTree(json);
    }

    /** Fills in what evaluations of earlier releases do not have. */
    private static void completed(JsonNode evaluation) {
        if (evaluation instanceof ObjectNode fields) {
            fields.putIfAbsent("maxClassSuccessRate", NullNode.getInstance());
            fields.putIfAbsent("maxSliceSuccessRate", NullNode.getInstance());
            fields.putIfAbsent("minCertifiedAccuracy", NullNode.getInstance());
            fields.putIfAbsent("certifiedAccuracy", NullNode.getInstance());
            fields.putIfAbsent("certifiedForTheModel", IntNode.valueOf(0));
            fields.putIfAbsent("sampleSet", NullNode.getInstance());
            fields.putIfAbsent("groups", fields.arrayNode());
            fields.putIfAbsent("diagnosis", fields.arrayNode());
            fields.putIfAbsent("hardening", NullNode.getInstance());
            fields.putIfAbsent("hardenable", NullNode.getInstance());
            fields.putIfAbsent("fromCache", BooleanNode.FALSE);
            fields.putIfAbsent("survivesEightBit", NullNode.getInstance());
            fields.putIfAbsent("policy", TextNode.valueOf("POINT"));
            fields.putIfAbsent("brokenByChecks", IntNode.valueOf(0));
            fields.putIfAbsent("changes", fields.arrayNode());
            fields.putIfAbsent("probe", unprobed(fields));
            if (fields.path("hardening") instanceof ObjectNode hardening) {
                hardening.putIfAbsent("verdictAfter", NullNode.getInstance());
            }
            completedSamplesAndAttack(fields);
            if (fields.path("hardening") instanceof ObjectNode hardening) {
                hardening.putIfAbsent("stillChanged", fields.arrayNode());
            }
            fields.path("groups").forEach(ResultsJson::completedGroup);
            if (fields.path("model") instanceof ObjectNode model) {
                model.putIfAbsent("classes", NullNode.getInstance());
                model.putIfAbsent("logitsSha256", NullNode.getInstance());
                model.putIfAbsent("classNames", fields.arrayNode());
            }
        }
    }

    /** Millions of empty groups would take more memory once they are filled in. */
    private static void completedGroup(JsonNode group) {
        if (group instanceof ObjectNode fields && fields.size() >= LEAST_FIELDS_OF_GROUP) {
            fields.putIfAbsent("probe", unprobed(fields));
        }
    }

    /** Fills in fields that evaluations and the entries of a baseline share. */
    private static void completedSamplesAndAttack(JsonNode evaluation) {
        if (evaluation.path("sampleSet") instanceof ObjectNode samples) {
            samples.putIfAbsent("byChecks", TextNode.valueOf(""));
            samples.putIfAbsent("certified", TextNode.valueOf(""));
        }
        if (evaluation.path("attack") instanceof ObjectNode attack) {
            attack.putIfAbsent("mutableSha256", NullNode.getInstance());
            attack.putIfAbsent("perStep", NullNode.getInstance());
            attack.putIfAbsent("substitutesSha256", NullNode.getInstance());
        }
    }

    private static ObjectNode unprobed(ObjectNode fields) {
        return fields.objectNode().put("size", 0).put("broken", 0);
    }
}
