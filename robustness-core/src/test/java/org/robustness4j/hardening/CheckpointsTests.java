package org.robustness4j.hardening;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.robustness4j.hardening.HardenedModel.EpochRecord;

/** An interrupted training of an earlier build goes on: its {@code training.json} stands among the resources as it was written. */
class CheckpointsTests {

    private static final ObjectMapper PLAIN = new ObjectMapper();

    @TempDir
    Path folder;

    @Test
    void theStateOfAnEarlierBuildIsReadAndWrittenAsItWas() throws Exception {
        byte[] earlier;
        try (InputStream in = Objects.requireNonNull(CheckpointsTests.class.getResourceAsStream("training.json"))) {
            earlier = in.readAllBytes();
        }
        JsonNode tree = PLAIN.readTree(earlier);
        Map<String, String> settings =
                PLAIN.convertValue(tree.get("settings"), new TypeReference<LinkedHashMap<String, String>>() {});
        Files.write(folder.resolve("training.json"), earlier);
        Checkpoints checkpoints = new Checkpoints(folder, settings);
        Files.createFile(checkpoints.model(3));

        List<EpochRecord> epochs = checkpoints.read();

        assertThat(epochs).hasSize(3).last().satisfies(epoch -> {
            assertThat(epoch.epoch()).isEqualTo(3);
            assertThat(epoch.loss()).isEqualTo(1.2924756683136436);
            assertThat(epoch.cleanAccuracy()).isEqualTo(0.95);
            assertThat(epoch.robustAccuracy()).isEqualTo(0.5);
        });
        checkpoints.add(epochs, 3);
        assertThat(folder.resolve("training.json")).hasBinaryContent(earlier);
    }
}
