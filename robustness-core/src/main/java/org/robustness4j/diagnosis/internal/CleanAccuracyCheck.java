package org.robustness4j.diagnosis.internal;

import java.util.Locale;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.robustness4j.diagnosis.Finding;
import org.robustness4j.evaluation.Rate;

/**
 * Whether a model does better than guessing, without any attack. Where it does not, labels, scaling or channels are
 * wrong, or there is nothing to be robust: whatever an attack finds says nothing.
 *
 * @param accuracy without attack
 * @param classes the number of classes
 */
record CleanAccuracyCheck(Rate accuracy, int classes) {

    static final String NAME = "clean-accuracy";

    /** Of chance alone, with which a model that guesses is right as often. */
    private static final double LIKELY = 0.05;

    /** With very many classes a single right answer is unlikely, but still none that is worth defending. */
    private static final double HARDLY_ANY = 0.02;

    Finding finding() {
        double chance = 1.0 / classes;
        String measured = accuracy.count() + " of " + accuracy.total() + " samples are right without attack";
        return Finding.of(
                NAME,
                isNoBetterThanGuessing(chance),
                measured,
                String.format(
                        Locale.ROOT,
                        "no better than guessing, which is right for %.3g %%. Are labels, scaling, or the order of channels wrong?",
                        100 * chance));
    }

    /**
     * Right no more often than the interval of chance allows, and far from mostly right: of very few samples, guessing
     * gets all right now and then.
     */
    private boolean isNoBetterThanGuessing(double chance) {
        if (accuracy.total() == 0) {
            return false;
        }
        double halfway = (1 + chance) / 2;
        boolean isLikelyByChance = accuracy.count() == 0
                || BinomialDistribution.of(Math.toIntExact(accuracy.total()), chance)
                                .survivalProbability(Math.toIntExact(accuracy.count()) - 1)
                        > LIKELY;
        return (isLikelyByChance && accuracy.value() < halfway) || accuracy.value() < HARDLY_ANY;
    }
}
