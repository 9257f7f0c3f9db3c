package org.robustness4j.junit.engine.declaration;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.robustness4j.data.Domain;
import org.robustness4j.junit.RobustnessDefaults;
import org.robustness4j.junit.RobustnessSuite;
import org.robustness4j.junit.RobustnessTest;
import org.robustness4j.threat.Goal;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.Perturbation;
import org.robustness4j.threat.ThreatModel;

/**
 * What a test declares of the adversary.
 *
 * @param norm how the size of a perturbation is measured
 * @param epsilons the largest perturbations, in the data's own units; none for an unbounded attack
 * @param perStep whether they are those of each step of a sequence
 * @param goal what the adversary wants
 * @param target the class wanted, {@link RobustnessTest#NO_TARGET} for none
 */
public record DeclaredThreat(Norm norm, List<Double> epsilons, boolean perStep, Goal goal, int target) {

    static final DeclaredThreat NONE =
            new DeclaredThreat(Norm.LINF, List.of(), false, Goal.UNTARGETED, RobustnessTest.NO_TARGET);

    static DeclaredThreat of(AnnotationChain chain) {
        return new DeclaredThreat(
                chain.attribute("norm", Norm.class),
                list(chain.attribute("epsilon", double[].class)),
                chain.attribute("perStep", Boolean.class),
                chain.attribute("goal", Goal.class),
                chain.attribute("target", Integer.class));
    }

    static DeclaredThreat untargeted(RobustnessSuite suite) {
        return new DeclaredThreat(
                suite.norm(), list(suite.epsilon()), suite.perStep(), Goal.UNTARGETED, RobustnessTest.NO_TARGET);
    }

    static DeclaredThreat targeted(RobustnessSuite suite, int target) {
        return new DeclaredThreat(suite.norm(), list(suite.epsilon()), suite.perStep(), Goal.TARGETED, target);
    }

    static DeclaredThreat fake(int target) {
        return new DeclaredThreat(Norm.LINF, List.of(), false, Goal.FAKE, target);
    }

    private static List<Double> list(double[] values) {
        return Arrays.stream(values).distinct().boxed().toList();
    }

    /** Norm and epsilon are taken together: one means nothing without the other. */
    DeclaredThreat completedWith(RobustnessDefaults defaults, boolean isBounded) {
        return epsilons.isEmpty() && isBounded && norm == Norm.LINF && !perStep
                ? new DeclaredThreat(defaults.norm(), list(defaults.epsilon()), defaults.perStep(), goal, target)
                : this;
    }

    public boolean isFake() {
        return goal == Goal.FAKE;
    }

    /** The epsilon of each variant: NaN for the one of an unbounded attack. */
    List<Double> variants() {
        return epsilons.isEmpty() ? List.of(Double.NaN) : epsilons;
    }

    /** The goal in the names of variants, with its target if it has one. */
    String goalName() {
        return goal.name().toLowerCase(Locale.ROOT) + (goal.hasTarget() ? " " + target : "");
    }

    /** The threat model of a variant. */
    ThreatModel in(Domain domain, double epsilon) {
        Perturbation perturbation = Double.isNaN(epsilon) && epsilons.isEmpty()
                ? new Perturbation.Unbounded()
                : new Perturbation.Ball(norm, epsilon, perStep);
        return new ThreatModel(
                goal, target == RobustnessTest.NO_TARGET ? ThreatModel.NO_TARGET : target, perturbation, domain);
    }
}
