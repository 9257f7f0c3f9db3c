package org.robustness4j.attack;

import java.util.OptionalInt;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.Perturbation.Ball;
import org.robustness4j.threat.ThreatModel;

/**
 * Whether an attack, a threat model and a model go together, asked before the first sample: indices are substituted and
 * not shifted, and positions are counted by attacks that are made for that.
 *
 * @param vocabulary the number of indices that the model takes, empty where its input is none
 */
record Suitability(Attack attack, ThreatModel threatModel, OptionalInt vocabulary) {

    private static final String USE =
            "use TokenSubstitution with the norm L0, whose epsilon is the number of positions that may change";

    void require() {
        boolean isOfIndices = threatModel.domain().isTokens();
        if (vocabulary.isPresent() && !isOfIndices) {
            throw new IllegalArgumentException("The model takes indices of a vocabulary of " + vocabulary.getAsInt()
                    + ", but the range " + threatModel.domain() + " is one of other values; declare Domain.tokens("
                    + vocabulary.getAsInt() + ")");
        }
        if (vocabulary.isPresent() && threatModel.domain().maximum() >= vocabulary.getAsInt()) {
            throw new IllegalArgumentException(
                    "The " + threatModel.domain() + " are declared, but the model knows only " + vocabulary.getAsInt()
                            + "; declare Domain.tokens(" + vocabulary.getAsInt() + ")");
        }
        if (isOfIndices && !threatModel.countsPositions()) {
            throw new IllegalArgumentException(
                    "The model takes indices, along which there is no gradient and no distance, so that "
                            + attack.name() + " cannot go " + description() + "; " + USE);
        }
        if (threatModel.perturbation() instanceof Ball ball && !attack.isMadeFor(ball.norm())) {
            throw new IllegalArgumentException(attack.name() + " is not made for the norm " + ball.norm()
                    + (ball.norm() == Norm.L0
                            ? ", which counts the positions that change; for indices use TokenSubstitution, for other values"
                                    + " the norm LINF, L2 or L1"
                            : (isOfIndices ? "; " + USE : ", but substitutes indices; take another attack")));
        }
    }

    private String description() {
        return threatModel.isBounded() ? threatModel.perturbation() + " far" : "any distance";
    }
}
