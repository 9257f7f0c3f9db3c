package org.robustness4j.evaluation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.robustness4j.attack.AttackKind;
import org.robustness4j.data.Domain;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.model.ModelIdentity;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.ThreatModel;

/** Evaluations with given numbers of outcomes, for tests of what is concluded from them. */
public final class CountedEvaluations {

    private static final BrokenSamples NONE_KEPT = new BrokenSamples(
            new Samples(InputShape.flat(1), new Matrix(1, 1, new float[1]), new int[1]),
            new int[0],
            List.of(),
            new int[0]);

    private final List<SampleOutcome> outcomes = new ArrayList<>();

    private CountedEvaluations() {}

    /** Samples of the class 0, numbered from 0: broken ones first. */
    public static AttackEvaluation of(int broken, int robust, int undecided) {
        return new CountedEvaluations()
                .with(broken, 0, Outcome.BROKEN)
                .with(robust, 0, Outcome.ROBUST)
                .with(undecided, 0, Outcome.INCONCLUSIVE)
                .evaluation();
    }

    public static CountedEvaluations none() {
        return new CountedEvaluations();
    }

    /** More samples of a class. */
    public CountedEvaluations with(int count, int label, Outcome outcome) {
        for (int i = 0; i < count; i++) {
            outcomes.add(new SampleOutcome(
                    outcomes.size(),
                    label,
                    outcome == Outcome.ALREADY_WRONG ? label + 1 : label,
                    outcome,
                    outcome == Outcome.BROKEN ? label + 1 : label,
                    0.1,
                    0.1,
                    0.1,
                    1,
                    outcome == Outcome.INCONCLUSIVE ? "made up" : null));
        }
        return this;
    }

    /** Broken samples of a class that the attack did not break, but a check did. */
    public CountedEvaluations withBrokenByChecks(int count, int label) {
        for (int i = 0; i < count; i++) {
            outcomes.add(new SampleOutcome(
                    outcomes.size(), label, label, Outcome.BROKEN, label + 1, 0.1, 0.1, 0.1, 1, "black-box"));
        }
        return this;
    }

    public AttackEvaluation evaluation() {
        return evaluation("Attack", AttackKind.ADVERSARIAL, ThreatModel.untargeted(Norm.LINF, 0.1, Domain.range(0, 1)));
    }

    /** The evaluation of another attack. */
    public AttackEvaluation evaluation(String attack, AttackKind kind, ThreatModel threatModel) {
        return new AttackEvaluation(
                new AttackEvaluation.EvaluatedModel(
                        "model",
                        new ModelIdentity("type", "", 1, "backend"),
                        Math.max(
                                2,
                                outcomes.stream()
                                                .mapToInt(SampleOutcome::label)
                                                .max()
                                                .orElse(0)
                                        + 1)),
                new AttackEvaluation.AttackSettings(attack, kind, Map.of("steps", 3), 1, 8),
                threatModel,
                "0".repeat(64),
                outcomes,
                List.of(),
                NONE_KEPT,
                new AttackEvaluation.Cost(1, 1, Duration.ZERO));
    }
}
