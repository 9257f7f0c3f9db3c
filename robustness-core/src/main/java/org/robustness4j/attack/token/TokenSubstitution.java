package org.robustness4j.attack.token;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.AttackTraits;
import org.robustness4j.attack.AttackedSample;
import org.robustness4j.attack.Search;
import org.robustness4j.attack.internal.Requirements;
import org.robustness4j.threat.Norm;

/**
 * Replaces some indices of a sample by others, for models that begin with an embedding, such as those of texts and
 * codes. Epsilon, in the norm {@link Norm#L0}, is the number of positions that may change.
 *
 * <pre>{@code
 * ThreatModel twoWords = ThreatModel.untargeted(Norm.L0, 2, Domain.tokens(1000).withPadding(0));
 * AttackRun run = new TokenSubstitution().run(classifier, samples, twoWords, RunOptions.seed(1));
 * }</pre>
 *
 * <p>A beam search over positions: at each of the best points so far the gradient of the margin with respect to the
 * embedded vectors tells what each substitution would gain to first order, the most promising ones are shown to the
 * model, with some drawn at random, and the best of those are gone on from, until epsilon positions have changed. Then
 * changed positions get other indices, or are taken back and chosen anew, as long as that helps. Where the model gives
 * scores alone, substitutions are all tried where they are few, and drawn at random where they are many.
 *
 * <p>What may take the place of what, which index is padding, and which positions may change is the {@link
 * org.robustness4j.data.Domain}'s to say.
 *
 * <p>Ebrahimi, Rao, Lowd, Dou: HotFlip, white-box adversarial examples for text classification, arXiv 1712.06751,
 * sections 3.2 and 3.3.
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public final class TokenSubstitution extends Attack {

    private final int beam;
    private final int candidates;
    private final boolean isRanking;

    /** A beam of 8 points, 32 substitutions tried from each. */
    public TokenSubstitution() {
        this(8, 32);
    }

    /**
     * Sets every parameter.
     *
     * @param beam how many points are gone on from
     * @param candidates how many substitutions are tried from each, those with the largest gain to first order, and as
     *     many drawn ones; of a model without gradients 32 times as many
     * @throws IllegalArgumentException if one of them is less than 1
     */
    public TokenSubstitution(int beam, int candidates) {
        this(beam, candidates, true);
    }

    private TokenSubstitution(int beam, int candidates, boolean isRanking) {
        this.beam = Requirements.steps(beam);
        this.candidates = Requirements.steps(candidates);
        this.isRanking = isRanking;
    }

    /** The same attack by an adversary that sees scores alone, also where the model has gradients. */
    public TokenSubstitution withoutGradients() {
        return new TokenSubstitution(beam, candidates, false);
    }

    @Override
    protected Search begin(AttackedSample sample) {
        if (!sample.threatModel().domain().isTokens()) {
            throw new IllegalArgumentException("TokenSubstitution replaces indices, but the range "
                    + sample.threatModel().domain()
                    + " is one of other values; declare Domain.tokens(vocabulary), or take another attack");
        }
        return new BeamSearch(sample, beam, candidates, isRanking);
    }

    @Override
    public boolean isMadeFor(Norm norm) {
        return norm == Norm.L0;
    }

    @Override
    public AttackTraits traits() {
        return AttackTraits.SCORE_ATTACK;
    }

    @Override
    public Map<String, Object> parameters() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("beam", beam);
        parameters.put("candidates", candidates);
        if (!isRanking) {
            parameters.put("gradients", false);
        }
        return parameters;
    }
}
