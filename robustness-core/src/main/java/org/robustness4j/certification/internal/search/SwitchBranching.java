package org.robustness4j.certification.internal.search;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.robustness4j.certification.internal.bounds.Bounded;
import org.robustness4j.certification.internal.bounds.BoundedState;
import org.robustness4j.certification.internal.bounds.Bounder;
import org.robustness4j.certification.internal.bounds.SwitchState;
import org.robustness4j.certification.internal.bounds.Switches;

/**
 * Proves a requirement by cases of rectifiers: on or off. The case with the least bound is divided first, at the
 * rectifier whose line costs its bound most.
 *
 * <p>Wang et al.: Beta-CROWN, arXiv 2103.06624, section 3.3; the estimate of the cost follows Bunel et al., arXiv
 * 1909.06588.
 */
final class SwitchBranching {

    private static final int TOGETHER = 8;
    private static final int STEPS = 5;
    private static final double RATE = 0.1;
    private static final int LAST_STEPS = 400;
    private static final double LAST_RATE = 1;

    /** The most numbers that waiting cases may keep. */
    private static final long LARGEST_QUEUE = 1L << 26;

    private final Bounder bounder;
    private final Bounded bounded;
    private final Switches switches;
    private final Requirement requirement;
    private final Refuter refuter;
    private final Deadline deadline;

    SwitchBranching(
            Bounder bounder,
            Bounded bounded,
            Switches switches,
            Requirement requirement,
            Refuter refuter,
            Deadline deadline) {
        this.bounder = bounder;
        this.bounded = bounded;
        this.switches = switches;
        this.requirement = requirement;
        this.refuter = refuter;
        this.deadline = deadline;
    }

    /** Proves it from the bound of the whole region on. */
    Proof prove(BoundedState whole) {
        PriorityQueue<BoundedState> open = new PriorityQueue<>(Comparator.comparingDouble(BoundedState::bound));
        open.add(whole);
        long parts = 1;
        long mostCases =
                LARGEST_QUEUE / (1 + 2L * switches.count() + bounder.graph().inputs());
        while (!open.isEmpty()) {
            if (deadline.isOver() || open.size() > mostCases) {
                return new Proof(Proof.Status.OPEN, parts);
            }
            List<SwitchState> halves = new ArrayList<>();
            while (halves.size() < 2 * TOGETHER && !open.isEmpty()) {
                BoundedState part = open.remove();
                int costliest = part.costliest();
                if (costliest < 0) {
                    double last = exhausted(part);
                    if (!(last > requirement.threshold())) {
                        return new Proof(Proof.Status.OPEN, parts);
                    }
                    continue;
                }
                halves.add(part.state().with(costliest, true));
                halves.add(part.state().with(costliest, false));
            }
            if (halves.isEmpty()) {
                break;
            }
            List<BoundedState> bounds = bounder.optimized(
                    bounded,
                    switches,
                    Collections.nCopies(halves.size(), requirement.coefficients()),
                    halves,
                    STEPS,
                    RATE,
                    requirement.threshold());
            parts += halves.size();
            for (BoundedState part : bounds) {
                if (!(part.bound() > requirement.threshold())) {
                    open.add(part);
                }
            }
            if (!open.isEmpty() && refuter.isCounterexample(open.element().point())) {
                return new Proof(Proof.Status.REFUTED, parts);
            }
        }
        return new Proof(Proof.Status.PROVED, parts);
    }

    /** With all rectifiers on one side the network is linear, and only multipliers are to be found. */
    private double exhausted(BoundedState part) {
        return bounder.optimized(
                        bounded,
                        switches,
                        List.of(requirement.coefficients()),
                        List.of(part.state()),
                        LAST_STEPS,
                        LAST_RATE,
                        requirement.threshold())
                .get(0)
                .bound();
    }
}
