package org.robustness4j.attack;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.robustness4j.attack.internal.SearchSequence;
import org.robustness4j.threat.Norm;

/** Two attacks, the second on the samples that withstood the first. */
final class WorstOf extends Attack {

    private final Attack first;
    private final Attack second;

    WorstOf(Attack first, Attack second) {
        if (first.traits().isMinimal() || second.traits().isMinimal()) {
            throw new IllegalArgumentException("Of " + first.name() + " and " + second.name() + ", "
                    + (first.traits().isMinimal() ? first : second).name()
                    + " seeks the nearest point, which is not over with a first success; evaluate them apart");
        }
        this.first = first;
        this.second = second;
    }

    @Override
    protected Search begin(AttackedSample sample) {
        return new SearchSequence(List.of(() -> first.begin(sample), () -> second.begin(sample)));
    }

    @Override
    public String name() {
        return first.name() + "+" + second.name();
    }

    @Override
    public Map<String, Object> parameters() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("first", first.parameters());
        parameters.put("second", second.parameters());
        return parameters;
    }

    @Override
    public AttackTraits traits() {
        return first.traits().and(second.traits());
    }

    @Override
    public boolean isMadeFor(Norm norm) {
        return first.isMadeFor(norm) && second.isMadeFor(norm);
    }
}
