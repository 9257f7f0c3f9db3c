package org.robustness4j.certification.internal.search;

import java.util.ArrayList;
import java.util.List;
import org.robustness4j.certification.internal.bounds.Bounded;
import org.robustness4j.certification.internal.bounds.BoundedState;
import org.robustness4j.certification.internal.bounds.Bounder;
import org.robustness4j.certification.internal.bounds.Region;
import org.robustness4j.certification.internal.bounds.SwitchState;
import org.robustness4j.certification.internal.bounds.Switches;
import org.robustness4j.certification.internal.graph.BoundGraph;
import org.robustness4j.certification.internal.graph.UnboundableException;

/**
 * Proves what a network does for all points of a region: by bounds of the whole, by better slopes, and by cases.
 *
 * <p>It belongs to one thread.
 */
public final class Prover {

    /** With so many features at most, regions are divided along them. */
    private static final int FEW_FEATURES = 16;

    private static final int STEPS = 20;
    private static final double RATE = 0.25;

    private final Bounder bounder;

    /** Of a network. */
    public Prover(BoundGraph graph) {
        this(new Bounder(graph));
    }

    /** Of the network of a bounder, which belongs to this thread. */
    public Prover(Bounder bounder) {
        this.bounder = bounder;
    }

    /**
     * Proves that each point of a region meets each clause, as far as time allows.
     *
     * @throws UnboundableException if values may be beyond what float32 can add up
     */
    public Proof prove(Region region, List<Clause> clauses, Refuter refuter, Deadline deadline)
            throws UnboundableException {
        requireClauses(clauses);
        bounder.until(deadline::isOver);
        // one backward pass over intervals is enough for networks that were trained with them
        Bounded intervals = bounder.intervals(region);
        List<Clause> left = open(intervals, clauses);
        if (left.isEmpty()) {
            return new Proof(Proof.Status.PROVED, 1);
        }
        Bounded bounded = bounder.bounded(region);
        List<Clause> open = open(bounded, left);
        if (open.isEmpty()) {
            return new Proof(Proof.Status.PROVED, 1);
        }
        if (bounder.graph().inputs() <= FEW_FEATURES) {
            return new InputBranching(bounder, open, refuter, deadline).prove(bounded);
        }
        Switches switches = bounder.switches(bounded);
        long parts = 1;
        for (Clause clause : open) {
            Proof proof = prove(bounded, switches, clause, refuter, deadline);
            if (proof.status() != Proof.Status.PROVED) {
                return proof.after(parts);
            }
            parts += proof.parts();
        }
        return new Proof(Proof.Status.PROVED, parts);
    }

    private void requireClauses(List<Clause> clauses) {
        int outputs = bounder.graph().outputs();
        boolean fit = clauses.stream()
                .flatMap(clause -> clause.requirements().stream())
                .allMatch(requirement -> requirement.coefficients().length == outputs);
        if (clauses.isEmpty() || !fit) {
            throw new IllegalArgumentException("There are " + clauses.size()
                    + " clauses to prove; give at least one, with a coefficient for each of the " + outputs
                    + " logits");
        }
    }

    private List<Clause> open(Bounded bounded, List<Clause> clauses) {
        double[] bounds = bounder.lower(bounded, Clause.functions(clauses));
        List<Clause> open = new ArrayList<>();
        int row = 0;
        for (Clause clause : clauses) {
            boolean isMet = false;
            for (Requirement requirement : clause.requirements()) {
                isMet |= bounds[row++] > requirement.threshold();
            }
            if (!isMet) {
                open.add(clause);
            }
        }
        return open;
    }

    /** Of several requirements the one with the best bound. */
    private Proof prove(Bounded bounded, Switches switches, Clause clause, Refuter refuter, Deadline deadline) {
        Requirement best = clause.requirements().get(0);
        BoundedState state = null;
        for (Requirement requirement : clause.requirements()) {
            SwitchState undecided = bounder.undecided(switches, bounded);
            BoundedState found = bounder.optimized(
                            bounded,
                            switches,
                            List.of(requirement.coefficients()),
                            List.of(undecided),
                            STEPS,
                            RATE,
                            requirement.threshold())
                    .get(0);
            if (found.bound() > requirement.threshold()) {
                return new Proof(Proof.Status.PROVED, 1);
            }
            if (state == null || found.bound() - requirement.threshold() > state.bound() - best.threshold()) {
                state = found;
                best = requirement;
            }
        }
        if (state == null || refuter.isCounterexample(state.point())) {
            return new Proof(Proof.Status.REFUTED, 1);
        }
        return new SwitchBranching(bounder, bounded, switches, best, refuter, deadline).prove(state);
    }
}
