package org.robustness4j.junit.engine.publication;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.platform.commons.support.ReflectionSupport;
import org.robustness4j.attack.internal.ParameterList;
import org.robustness4j.internal.results.record.AttackRecord;
import org.robustness4j.internal.results.record.EvaluationRecord;
import org.robustness4j.internal.results.record.PictureRecord;
import org.robustness4j.internal.results.record.RateRecord;
import org.robustness4j.threat.internal.EpsilonName;

/** What an evaluation tells those who watch the tests: report entries, files, and Allure if it is there. */
public record Publication(EvaluationRecord evaluation, Path resultsFile) {

    static final boolean ALLURE_IS_PRESENT = ReflectionSupport.tryToLoadClass("io.qameta.allure.Allure")
            .toOptional()
            .isPresent();

    public void to(TestPublisher publisher) {
        Map<String, String> entries = new LinkedHashMap<>();
        values().forEach((name, value) -> entries.put("robustness." + name, value));
        publisher.publish(entries);
        for (PictureRecord picture : evaluation.details().pictures()) {
            publisher.publish(fileOf(picture), "image/png");
        }
        if (ALLURE_IS_PRESENT) {
            new AllureReport(this).write();
        }
    }

    Path fileOf(PictureRecord picture) {
        return resultsFile.resolveSibling(picture.file()).toAbsolutePath();
    }

    /** The values of the evaluation by name, in an order for people. */
    Map<String, String> values() {
        AttackRecord attack = evaluation.attack();
        Map<String, String> values = new LinkedHashMap<>();
        values.put("model", evaluation.model().name());
        values.put("attack", attack.name());
        values.put("parameters", new ParameterList(attack.parameters()).toString());
        values.put("goal", attack.goal().toString());
        if (attack.target() != null) {
            values.put("target", attack.target().toString());
            if (!evaluation.model().classNames().isEmpty()) {
                values.put("targetName", evaluation.model().className(attack.target()));
            }
        }
        if (attack.norm() != null) {
            values.put("norm", attack.norm().toString());
            values.put("epsilon", attack.epsilon() == null ? "" : new EpsilonName(attack.epsilon()).toString());
        }
        values.put("seed", Long.toString(attack.seed()));
        values.put("attackSuccessRate", text(evaluation.attackSuccessRate()));
        values.put("robustAccuracy", text(evaluation.measured().robustAccuracy()));
        values.put("cleanAccuracy", text(evaluation.measured().cleanAccuracy()));
        if (evaluation.details().survivesEightBit() != null) {
            values.put("survivesEightBit", text(evaluation.details().survivesEightBit()));
        }
        values.put("verdict", evaluation.verdict().toString());
        values.put("reason", evaluation.judged().reason());
        return values;
    }

    private static String text(RateRecord rate) {
        return rate.total() == 0 ? "undefined" : rate.rate().toString();
    }
}
