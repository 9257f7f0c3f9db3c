package org.robustness4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.robustness4j.certification.internal.search.Proof.Status;
import org.robustness4j.certification.internal.vnnlib.PropertyVerification;
import org.robustness4j.certification.internal.vnnlib.VnnlibFile;
import org.robustness4j.model.TestedModel;
import org.robustness4j.model.internal.AdaptedModel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Properties of the verifiers' competition of 2021 (VNN-COMP), with a minute for each:
 * {@code mvn verify -Dslow -Drobustness.vnnlib=FOLDER}, an absolute path. It has the files
 * {@code acasxu/ACASXU_run2a_1_1.onnx}, {@code acasxu/prop_1.vnnlib}, {@code mnistfc/mnist-net_256x2.onnx} and
 * {@code mnistfc/prop_0_0.03.vnnlib.gz}, and those like them.
 */
@Tag("slow")
class VnnlibBenchmarkTests {

    private static final Logger LOG = LoggerFactory.getLogger(VnnlibBenchmarkTests.class);
    private static final double SECONDS = 60;
    private static final int IMAGES = 8;
    private static final List<String> NETWORKS = List.of("1_1", "1_7", "1_9", "2_1", "3_3");

    private static Path folder() {
        String folder = System.getProperty("robustness.vnnlib", "");
        assumeTrue(!folder.isEmpty(), "the properties are not part of the project; give -Drobustness.vnnlib=FOLDER");
        assertThat(Path.of(folder)).isAbsolute().isDirectory();
        return Path.of(folder);
    }

    private static Status status(AdaptedModel model, Path property) {
        long start = System.nanoTime();
        PropertyVerification.Result result =
                new PropertyVerification(model, VnnlibFile.read(property)).result(SECONDS, () -> false);
        LOG.info("{}: {} in {} s", property.getFileName(), result.status(), (System.nanoTime() - start) / 1e9);
        return result.status();
    }

    /** Katz et al., arXiv 1702.01135. */
    @Test
    void propertiesOfCollisionAvoidanceAreDecided() {
        Path files = folder().resolve("acasxu");
        List<Status> all = new ArrayList<>();
        for (String network : NETWORKS) {
            AdaptedModel model = TestedModel.of(files.resolve("ACASXU_run2a_" + network + ".onnx"))
                    .model();
            for (int property = 1; property <= 4; property++) {
                Status status = status(model, files.resolve("prop_" + property + ".vnnlib"));
                all.add(status);
                boolean isBroken = property == 2
                        ? network.equals("2_1")
                        : property > 2 && (network.equals("1_7") || network.equals("1_9"));
                assertThat(status)
                        .as("property %s of %s", property, network)
                        .isIn(isBroken ? Status.REFUTED : Status.PROVED, Status.OPEN);
            }
        }
        LOG.info("proved, broken, unknown: {}", counts(all));
        assertThat(Collections.frequency(all, Status.OPEN)).isLessThanOrEqualTo(4);
    }

    /** Around eight images: what is broken in the smaller box is so in the larger one. */
    @Test
    void propertiesOfDigitsAreDecided() {
        Path files = folder().resolve("mnistfc");
        AdaptedModel model =
                TestedModel.of(files.resolve("mnist-net_256x2.onnx")).model();
        List<Status> all = new ArrayList<>();
        for (int image = 0; image < IMAGES; image++) {
            Status small = status(model, files.resolve("prop_" + image + "_0.03.vnnlib.gz"));
            Status large = status(model, files.resolve("prop_" + image + "_0.05.vnnlib.gz"));
            assertThat(small == Status.REFUTED && large == Status.PROVED)
                    .as("image %s", image)
                    .isFalse();
            all.add(small);
            all.add(large);
        }
        LOG.info("proved, broken, unknown: {}", counts(all));
        assertThat(Collections.frequency(all, Status.OPEN)).isLessThanOrEqualTo(4);
    }

    private static List<Integer> counts(List<Status> all) {
        return List.of(
                Collections.frequency(all, Status.PROVED),
                Collections.frequency(all, Status.REFUTED),
                Collections.frequency(all, Status.OPEN));
    }
}
