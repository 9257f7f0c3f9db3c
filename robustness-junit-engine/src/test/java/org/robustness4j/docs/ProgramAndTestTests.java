package org.robustness4j.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.robustness4j.assessment.Assessment;
import org.robustness4j.assessment.Assessor;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.attack.corruption.UniformNoise;
import org.robustness4j.attack.gradient.Fgsm;
import org.robustness4j.data.SampleSource;
import org.robustness4j.evaluation.Outcome;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.internal.results.ResultsFolder;
import org.robustness4j.internal.results.record.EvaluationRecord;
import org.robustness4j.junit.Constants;
import org.robustness4j.junit.TinyDigits;
import org.robustness4j.junit.engine.testcases.ExampleTestCase;
import org.robustness4j.model.TestedModel;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.ThreatModel;
import org.robustness4j.verdict.SuccessRateLimits;

/** A program comes to what a test comes to, and says it in the same words. */
class ProgramAndTestTests {

    private static final int SEED = 7;

    @TempDir
    Path results;

    /** What the declaration of a test says, for a program. */
    private record Declared(String method, Attack attack, double epsilon, String limit) {}

    private static final List<Declared> DECLARED = List.of(
            new Declared("isBrokenByLargeSteps", new Fgsm(), 0.5, "0.01"),
            new Declared("standsNoise", new UniformNoise(), 0.01, "0.1"));

    @Test
    void theSameSeedSamplesAttackAndLimitGiveTheSameVerdict() throws Exception {
        EngineTestKit.engine(Constants.ENGINE_ID)
                .configurationParameter(Constants.OUTPUT_DIRECTORY, results.toString())
                .configurationParameter(Constants.SEED, String.valueOf(SEED))
                .selectors(
                        selectMethod(ExampleTestCase.class, DECLARED.get(0).method()),
                        selectMethod(ExampleTestCase.class, DECLARED.get(1).method()))
                .execute();
        List<EvaluationRecord> tested = new ResultsFolder(results).read().get(0).evaluations();
        assertThat(tested).hasSize(DECLARED.size());

        RunOptions options = RunOptions.seed(SEED);
        TestedModel model =
                TestedModel.of(TinyDigits.network()).named("network").range(0, 1);
        RobustnessEvaluator evaluator =
                new RobustnessEvaluator(model, SampleSource.read(TinyDigits.samples(60, 2), false), options);
        Assessor assessor = Assessor.of(evaluator, options);
        Map<String, Assessment> assessments = new LinkedHashMap<>();
        for (Declared declared : DECLARED) {
            assessments.put(
                    declared.method(),
                    assessor.assess(
                            declared.attack(),
                            ThreatModel.untargeted(Norm.LINF, declared.epsilon(), model.domain()),
                            SuccessRateLimits.atMost(new BigDecimal(declared.limit()))));
        }

        for (EvaluationRecord test : tested) {
            Assessment assessment = assessments.get(test.test().method());
            Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
            for (Outcome outcome : Outcome.values()) {
                outcomes.put(outcome, assessment.evaluation().count(outcome));
            }
            assertThat(outcomes).isEqualTo(test.measured().outcomes());
            assertThat(assessment.judgement().verdict()).isEqualTo(test.verdict());
            assertThat(assessment.judgement().reason()).isEqualTo(test.judged().reason());
            assertThat(Assessment.table(assessments).lines())
                    .filteredOn(line -> line.contains(test.test().method()))
                    .singleElement()
                    .asString()
                    .contains(test.verdict().toString(), test.attack().name());
        }
    }
}
