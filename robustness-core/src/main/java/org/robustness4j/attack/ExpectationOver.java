package org.robustness4j.attack;

import java.util.Map;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.robustness4j.attack.internal.RepeatableOrder;
import org.robustness4j.attack.internal.Requirements;
import org.robustness4j.threat.Norm;

/**
 * Expectation over transformation: runs the model several times at each point and shows another attack the averages, so
 * that it follows a randomised model's expected gradient instead of its noise. A point is a success when most of its
 * runs are.
 *
 * <p>Athalye, Engstrom, Ilyas, Kwok: Synthesizing robust adversarial examples, arXiv 1707.07397; for defences by noise
 * Athalye, Carlini, Wagner, arXiv 1802.00420, section 4.2.
 */
@API(status = Status.STABLE, since = "0.1")
public final class ExpectationOver extends Attack {

    private final Attack attack;
    private final int runs;

    /**
     * Wraps an attack.
     *
     * @param runs how often the model is run at each point
     * @throws IllegalArgumentException if {@code runs} is less than 1, or the attack seeks the nearest point
     */
    public ExpectationOver(Attack attack, int runs) {
        if (attack.traits().isMinimal()) {
            throw new IllegalArgumentException("An expectation is taken by attacks in a ball, but " + attack.name()
                    + " seeks the nearest point; use one like ApgdCe");
        }
        this.attack = attack;
        this.runs = Requirements.runs(runs);
    }

    @Override
    protected Search begin(AttackedSample sample) {
        return new AveragingSearch(sample, attack.begin(sample), runs);
    }

    @Override
    public String name() {
        return "EOT-" + attack.name();
    }

    @Override
    public Map<String, Object> parameters() {
        Map<String, Object> parameters = RepeatableOrder.of(attack.parameters());
        parameters.put("modelRuns", runs);
        return parameters;
    }

    @Override
    public AttackTraits traits() {
        return attack.traits();
    }

    @Override
    public boolean isMadeFor(Norm norm) {
        return attack.isMadeFor(norm);
    }
}
