package org.robustness4j.attack;

import java.util.Map;
import org.robustness4j.attack.internal.RepeatableOrder;
import org.robustness4j.attack.internal.Requirements;
import org.robustness4j.attack.internal.SearchSequence;
import org.robustness4j.threat.Norm;

/** An attack run several times on each sample, until it succeeds. */
final class Restarts extends Attack {

    private final Attack attack;
    private final int times;

    Restarts(Attack attack, int times) {
        this.attack = attack;
        this.times = Requirements.runs(times);
    }

    @Override
    protected Search begin(AttackedSample sample) {
        return SearchSequence.repeat(times, () -> attack.begin(sample));
    }

    @Override
    public String name() {
        return attack.name();
    }

    @Override
    public Map<String, Object> parameters() {
        Map<String, Object> parameters = RepeatableOrder.of(attack.parameters());
        parameters.put("runs", times);
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
