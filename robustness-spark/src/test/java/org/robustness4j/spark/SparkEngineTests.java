package org.robustness4j.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.robustness4j.attack.gradient.Pgd;
import org.robustness4j.data.Samples;
import org.robustness4j.junit.ModelUnderTest;
import org.robustness4j.junit.RobustnessTest;
import org.robustness4j.junit.TestSamples;
import org.robustness4j.reference.ReferenceData;
import org.robustness4j.reference.ReferenceModels;

/** The same test class, run here and on Spark by nothing but a configuration key. */
class SparkEngineTests {

    @TempDir
    Path folder;

    static class DigitsCase {

        @ModelUnderTest
        static final MultiLayerNetwork MODEL = ReferenceModels.mnistCnn();

        @TestSamples(range = {0, 1})
        static Samples samples() {
            return ReferenceData.mnist(200);
        }

        @RobustnessTest(attack = Pgd.class, epsilon = 0.1, maxSuccessRate = 0.2)
        void resistsPgd() {}

        @RobustnessTest(attack = Pgd.class, epsilon = 0.02, maxSuccessRate = 0.2)
        void resistsSmallSteps() {}
    }

    private EngineExecutionResults run(Map<String, String> configuration, String output) {
        return EngineTestKit.engine("robustness")
                .selectors(selectClass(DigitsCase.class))
                .configurationParameters(configuration)
                .configurationParameter(
                        "robustness.output.dir", folder.resolve(output).toString())
                .configurationParameter(
                        "robustness.spark.blocks", folder.resolve("blocks").toString())
                .execute();
    }

    /** The evaluations of the one results file, without what tells one run from another. */
    private JsonNode evaluations(String output) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(output))) {
            Path file = files.filter(each -> each.toString().endsWith(".json"))
                    .findFirst()
                    .orElseThrow();
            JsonNode evaluations = new ObjectMapper().readTree(file.toFile()).get("evaluations");
            for (JsonNode evaluation : evaluations) {
                ((ObjectNode) evaluation).remove(List.of("seconds", "finishedAt", "pictures", "candidates"));
            }
            return evaluations;
        }
    }

    @Test
    void testsRunUnchangedOnSpark() throws IOException {
        run(Map.of(), "local").testEvents().assertStatistics(events -> events.succeeded(1)
                .failed(1));
        run(Map.of("robustness.execution", "spark", "robustness.spark.master", "local[2]"), "spark")
                .testEvents()
                .assertStatistics(events -> events.succeeded(1).failed(1));

        assertThat(evaluations("spark")).isEqualTo(evaluations("local"));
    }

    private String failure(Map<String, String> configuration) {
        return run(configuration, "wrong").testEvents().failed().stream()
                .map(Event::getPayload)
                .map(payload -> payload.orElseThrow().toString())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void settingsThatCannotWorkAreNamed() {
        assertThat(failure(Map.of("robustness.execution", "flink")))
                .contains("The execution 'flink' is not known")
                .contains("org.robustness4j:robustness-spark");
        assertThat(failure(Map.of("robustness.execution", "spark", "robustness.spark.master", "mesos://here")))
                .contains("The Spark master 'mesos://here' is not one that Spark knows")
                .contains("robustness.spark.master");
        assertThat(failure(Map.of("robustness.execution", "spark", "robustness.spark.master", "spark://127.0.0.1:1")))
                .contains("The Spark master spark://127.0.0.1:1 cannot be reached")
                .contains("Connection refused")
                .contains("or use local[*]");
        assertThat(failure(Map.of("robustness.execution", "spark", "robustness.spark.timeoutSeconds", "soon")))
                .contains("robustness.spark.timeoutSeconds is 'soon'");
    }

    @Test
    void aContextThatSerializesAsKryoDoesIsNotUsed() {
        SparkConf configuration = new SparkConf()
                .setMaster("local[1]")
                .setAppName("kryo")
                .set("spark.ui.enabled", "false")
                .set("spark.serializer", "org.apache.spark.serializer.KryoSerializer");
        try (JavaSparkContext kryo = new JavaSparkContext(configuration)) {
            assertThatThrownBy(() -> SparkExecution.on(kryo, SparkSettings.of("local[1]")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("spark.serializer org.apache.spark.serializer.KryoSerializer")
                    .hasMessageContaining("needed is org.apache.spark.serializer.JavaSerializer");
        }
    }
}
