package org.robustness4j.certification.internal.search;

import java.util.List;

/** Requirements of which one is to hold at each point. */
public record Clause(List<Requirement> requirements) {

    /** Copies the requirements. */
    public Clause {
        requirements = List.copyOf(requirements);
        if (requirements.isEmpty()) {
            throw new IllegalArgumentException("A clause without requirements cannot be proved; give one at least");
        }
    }

    /** The coefficients of all requirements of some clauses, in their order. */
    static List<double[]> functions(List<Clause> clauses) {
        return clauses.stream()
                .flatMap(clause -> clause.requirements().stream())
                .map(Requirement::coefficients)
                .toList();
    }
}
