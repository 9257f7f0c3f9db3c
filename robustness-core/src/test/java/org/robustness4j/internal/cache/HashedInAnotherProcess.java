package org.robustness4j.internal.cache;

import java.util.Map;
import java.util.Set;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.AttackedSample;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.attack.Search;
import org.robustness4j.attack.minimal.Fmn;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.threat.Norm;

/** Prints what results and cache know attacks by; their fields and parameters have no order of their own. */
public final class HashedInAnotherProcess {

    private HashedInAnotherProcess() {}

    /** As users write them. */
    private static final class Own extends Attack {

        private static final long serialVersionUID = 1;

        @SuppressWarnings("serial") // of the platform
        private final Set<Object> held = Set.of(
                "one", "two", "three", "four", "five", Norm.L1, Norm.L2, Norm.LINF, Map.of("six", 6, "seven", 7));

        @Override
        protected Search begin(AttackedSample sample) {
            throw new IllegalStateException("Not run here, with " + held);
        }

        @Override
        public Map<String, Object> parameters() {
            return Map.of("one", 1, "two", 2, "three", 3, "four", 4, "five", 5);
        }
    }

    public static void main(String[] arguments) throws UnknownContentException {
        for (Attack attack : new Attack[] {new Own(), new Own().restarts(2), new Fmn()}) {
            System.out.println(new ObjectHash(new CodeHashes()).of(attack) + " "
                    + RobustnessEvaluator.parameters(attack, RunOptions.seed(1)));
        }
    }
}
