package org.robustness4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.robustness4j.data.InputShape;
import org.robustness4j.onnx.translation.UntranslatableException;

/**
 * Files that a fuzzer makes of two models, to reach as many branches of the reader as it can: a message is all that may
 * come of one that cannot be used. Its virtual machine has 512 MiB; what takes ten seconds counts as hung.
 */
@Tag("slow")
class OnnxFuzzTests {

    private static final int FEATURES = 13;

    @FuzzTest(maxDuration = "10m")
    void bytesNeverDoMoreThanThrow(byte[] bytes) throws IOException {
        Path file = Files.createTempFile("fuzzed", ".onnx");
        try {
            Files.write(file, bytes);
            OnnxModel.of(file).translated(InputShape.flat(FEATURES));
        } catch (IllegalArgumentException | UntranslatableException e) {
            assertThat(e).hasMessageMatching("(?s).+");
        } finally {
            Files.delete(file);
        }
    }
}
