package org.robustness4j.junit.engine.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.CountedEvaluations;
import org.robustness4j.internal.results.SampleEvaluations;
import org.robustness4j.internal.results.record.EvaluationRecord;
import org.robustness4j.internal.results.record.TestId;
import org.robustness4j.verdict.Judgement;
import org.robustness4j.verdict.SuccessRateLimits;
import org.robustness4j.verdict.VerdictPolicy;
import org.slf4j.Logger;
import org.slf4j.helpers.NOPLoggerFactory;

class ResultLogTests {

    private static final TestId TEST = new TestId("com.example.DigitsIT", "resistsPgd", "epsilon=0.02");

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    private static EvaluationRecord evaluation(int broken, int robust, int undecided, SuccessRateLimits limits) {
        AttackEvaluation evaluation = CountedEvaluations.of(broken, robust, undecided);
        return SampleEvaluations.record(TEST, evaluation, Judgement.by(evaluation, limits));
    }

    private PrintStream stream() {
        return new PrintStream(output, true, StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "12 | 88 | 0 | 0.05 | 12 of 100 broken (12.0 %), at most 5 %: FAIL",
                "12 | 88 | 0 | 0.125 | 12 of 100 broken (12.0 %), at most 12.5 %: PASS",
                "0 | 7 | 0 | 0 | 0 of 7 broken (0.0 %), at most 0 %: PASS",
                "12 | 88 | 0 | | 12 of 100 broken (12.0 %), no limit: RECORDED",
                "0 | 0 | 0 | 0.05 | nothing was attacked, at most 5 %: INCONCLUSIVE"
            })
    void rateLimitAndVerdictAreALine(int broken, int robust, int undecided, String limit, String line) {
        BigDecimal atMost = limit == null ? null : new BigDecimal(limit);

        assertThat(new ResultLine(evaluation(broken, robust, undecided, SuccessRateLimits.atMost(atMost))))
                .hasToString("DigitsIT.resistsPgd[epsilon=0.02]: " + line);
    }

    @Test
    void undecidedSamplesAndThePolicyAreSaid() {
        SuccessRateLimits confident =
                SuccessRateLimits.atMost(new BigDecimal("0.5")).judgedBy(VerdictPolicy.CONFIDENT);

        assertThat(new ResultLine(evaluation(1, 88, 3, confident)).toString())
                .contains(", 3 undecided, at most 50 % with 95 % confidence: PASS");
    }

    @Test
    void standardOutputStandsInWhereNothingIsBound() {
        new ResultLog(new NOPLoggerFactory(), stream())
                .add(evaluation(12, 88, 0, SuccessRateLimits.atMost(new BigDecimal("0.05"))));

        assertThat(output.toString(StandardCharsets.UTF_8).strip())
                .isEqualTo("DigitsIT.resistsPgd[epsilon=0.02]: 12 of 100 broken (12.0 %), at most 5 %: FAIL");
    }

    @Test
    void elseTheLoggerIsTold() {
        List<String> told = new ArrayList<>();
        new ResultLog(name -> remembering(name, told), stream())
                .add(evaluation(12, 88, 0, SuccessRateLimits.atMost(new BigDecimal("0.05"))));

        assertThat(told)
                .containsExactly("org.robustness4j.results INFO DigitsIT.resistsPgd[epsilon=0.02]: 12 of 100 broken"
                        + " (12.0 %), at most 5 %: FAIL");
        assertThat(output.size()).isZero();
    }

    /** A logger by the interface alone, so that the version of SLF4J does not matter. */
    private static Logger remembering(String name, List<String> told) {
        return (Logger) Proxy.newProxyInstance(
                Logger.class.getClassLoader(), new Class<?>[] {Logger.class}, (proxy, method, arguments) -> {
                    told.add(name + " " + method.getName().toUpperCase(Locale.ROOT) + " " + arguments[1]);
                    return null;
                });
    }
}
