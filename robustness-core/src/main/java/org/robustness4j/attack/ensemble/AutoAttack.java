package org.robustness4j.attack.ensemble;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.AttackedSample;
import org.robustness4j.attack.ExpectationOver;
import org.robustness4j.attack.Search;
import org.robustness4j.attack.gradient.ApgdCe;
import org.robustness4j.attack.gradient.ApgdDlr;
import org.robustness4j.attack.gradient.ApgdT;
import org.robustness4j.attack.internal.SearchSequence;
import org.robustness4j.attack.minimal.Fab;
import org.robustness4j.attack.query.Square;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.Perturbation.Ball;

/**
 * Four attacks that fail for different reasons, each on the samples that withstood the ones before: APGD on the
 * cross-entropy, APGD towards 9 classes, FAB towards 9 classes, and 5,000 queries of Square, which needs no gradient.
 * The standard by which robustness is reported.
 *
 * <p>Croce, Hein: Reliable evaluation of adversarial robustness with an ensemble of diverse parameter-free attacks,
 * arXiv 2003.01690, section 5. With two or three classes, where the targeted ratio of logits is not defined, APGD
 * follows the difference of the logits instead.
 *
 * <p>In L1 as in Croce, Hein: Mind the box, l1-APGD for sparse adversarial attacks on image classifiers, ICML 2021,
 * arXiv 2103.01208: APGD on the cross-entropy from 5 random points, APGD towards 5 classes, both in balls of three and
 * two times epsilon before the ball itself, FAB towards 9 classes, and Square with peaks for bumps.
 */
@API(status = Status.STABLE, since = "0.1")
public final class AutoAttack extends Attack {

    private static final int STEPS = 100;
    private static final int L1_RESTARTS = 5;
    private static final int L1_TARGETS = 5;

    private final int targets;
    private final int queries;
    private final ApgdCe apgdCe;
    private final ApgdT apgdT;
    private final ApgdCe apgdCeInL1;
    private final ApgdT apgdTInL1;
    private final Square square;

    /** The standard: 9 target classes, 5,000 queries. */
    public AutoAttack() {
        this(9, 5000);
    }

    /**
     * Sets the effort.
     *
     * @param targets the number of target classes tried at most; in L1 APGD tries no more than 5
     * @param queries of Square
     * @throws IllegalArgumentException if one of them is less than 1
     */
    public AutoAttack(int targets, int queries) {
        this.targets = targets;
        this.queries = queries;
        this.apgdCe = new ApgdCe(STEPS, 1);
        this.apgdT = new ApgdT(STEPS, 1, targets);
        this.apgdCeInL1 = new ApgdCe(STEPS, L1_RESTARTS).withDecreasingEpsilon();
        this.apgdTInL1 = new ApgdT(STEPS, 1, Math.min(targets, L1_TARGETS)).withDecreasingEpsilon();
        this.square = new Square(queries);
    }

    /**
     * The version for models whose output is random: APGD on the cross-entropy and on the difference of logits ratio,
     * with gradients averaged over 20 runs of the model.
     */
    public static Attack forRandomizedModels() {
        return new ExpectationOver(Attack.worstOf(new ApgdCe(), new ApgdDlr()), 20);
    }

    @Override
    protected Search begin(AttackedSample sample) {
        sample.region().epsilon();
        Norm norm = ((Ball) sample.threatModel().perturbation()).norm();
        return new SearchSequence(List.of(
                () -> (norm == Norm.L1 ? apgdCeInL1 : apgdCe).start(sample),
                () -> (norm == Norm.L1 ? apgdTInL1 : apgdT).start(sample),
                () -> new Fab(norm, STEPS, 1, targets).within(sample, norm),
                () -> square.start(sample)));
    }

    @Override
    public Map<String, Object> parameters() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("version", "standard");
        parameters.put("targets", targets);
        parameters.put("queries", queries);
        return parameters;
    }
}
