package org.robustness4j.junit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Layout;
import org.robustness4j.evaluation.BrokenSamples;
import org.robustness4j.internal.results.CandidateFile;
import org.robustness4j.internal.results.ResultsFile;
import org.robustness4j.internal.results.ResultsFolder;
import org.robustness4j.internal.results.record.CandidatesRecord;
import org.robustness4j.internal.results.record.EvaluationRecord;
import org.robustness4j.junit.Constants;
import org.robustness4j.junit.engine.testcases.SequencesTestCase;

/** Sequences with padding, and an epsilon for each step, from the annotation to the files. */
class SequencesTests {

    @TempDir
    Path results;

    @Test
    void paddingAndStepsAreThoseOfTheResults() throws Exception {
        EngineTestKit.engine(Constants.ENGINE_ID)
                .configurationParameter(Constants.OUTPUT_DIRECTORY, results.toString())
                .configurationParameter(Constants.VERDICT, "record")
                .selectors(selectClass(SequencesTestCase.class))
                .execute()
                .testEvents()
                .assertStatistics(statistics -> statistics.succeeded(1));

        ResultsFile file = new ResultsFolder(results).read().get(0);
        EvaluationRecord evaluation = file.evaluations().get(0);
        assertThat(evaluation.attackSuccessRate().count()).isEqualTo(2);
        assertThat(evaluation.attackSuccessRate().total()).isEqualTo(4);
        assertThat(evaluation.attack().threat().perStep()).isTrue();
        CandidatesRecord stored = evaluation.details().candidates();
        Path candidates = results.resolve(Objects.requireNonNull(stored.file()));
        BrokenSamples broken =
                new CandidateFile(candidates).read(Objects.requireNonNull(stored.layout()), stored.count());
        assertThat(broken.shape()).isEqualTo(new InputShape(Layout.NCW, 2, 1, 4).withMask());
        assertThat(broken.index(1)).isEqualTo(2);
        float[] point = broken.adversarial().get(1);
        assertThat(new float[] {point[2], point[3], point[6], point[7]}).containsExactly(9, 9, 9, 9);
        assertThat(new float[] {point[8], point[9], point[10], point[11]}).containsExactly(1, 1, 0, 0);
        for (int step = 0; step < 2; step++) {
            assertThat(Math.hypot(point[step] - 0.45, point[4 + step] - 0.55)).isLessThan(0.1 * (1 + 1e-5));
        }
        try (Stream<Path> files = Files.list(results)) {
            assertThat(files.filter(path -> path.toString().endsWith(".json")))
                    .singleElement()
                    .satisfies(path -> assertThat(Files.readString(path)).contains("\"perStep\" : true"));
        }
    }
}
