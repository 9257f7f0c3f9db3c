package org.robustness4j.internal.cache;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.robustness4j.evaluation.AdversarialExample;
import org.robustness4j.evaluation.AdversarialExample.Prediction;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.BrokenSamples;
import org.robustness4j.evaluation.Outcome;
import org.robustness4j.evaluation.SampleOutcome;
import org.robustness4j.internal.file.BoundedFile;
import org.robustness4j.internal.json.JsonFormat;
import org.robustness4j.internal.results.ResultsFolder;

/**
 * The results of an evaluation, without what its key says and without the points of broken samples.
 *
 * @param blockSize the number of consecutive samples attacked together
 * @param samplesSha256 the hash of the samples
 * @param outcomes one for each sample
 * @param examples the broken samples that are shown
 * @param forwardEvaluations how often a sample was run through the model
 * @param gradientEvaluations how many input gradients were taken
 * @param nanoseconds how long it took
 */
record CacheEntry(
        int blockSize,
        String samplesSha256,
        List<SampleOutcome> outcomes,
        List<Shown> examples,
        long forwardEvaluations,
        long gradientEvaluations,
        long nanoseconds) {

    private static final int HASH_LENGTH = 64;

    /** The most bytes of an entry without samples: its notes are sentences, and it shows a few samples. */
    private static final long FIXED_BYTES = 1L << 20;

    /** About 180 are written, and the note of some samples. */
    private static final long BYTES_OF_SAMPLE = 1024;

    /** A broken sample that is shown, and what the model takes its pictures for. */
    record Shown(int index, Prediction onClean, Prediction onPerturbation, Prediction onAdversarial) {}

    static CacheEntry of(AttackEvaluation evaluation) {
        return new CacheEntry(
                evaluation.attack().blockSize(),
                evaluation.samplesSha256(),
                evaluation.outcomes(),
                evaluation.examples().stream()
                        .map(example -> new Shown(
                                example.index(), example.onClean(), example.onPerturbation(), example.onAdversarial()))
                        .toList(),
                evaluation.cost().forwardEvaluations(),
                evaluation.cost().gradientEvaluations(),
                evaluation.cost().wallTime().toNanos());
    }

    /** How many samples were broken. */
    long broken() {
        return outcomes.stream()
                .filter(sample -> sample.outcome() == Outcome.BROKEN)
                .count();
    }

    /** The evaluation again, of the same key and with the same broken samples. */
    AttackEvaluation evaluation(CacheKey key, BrokenSamples broken) throws IOException {
        Map<Integer, Integer> places = new HashMap<>();
        for (int i = 0; i < broken.size(); i++) {
            places.put(broken.index(i), i);
        }
        for (Shown shown : examples) {
            if (!places.containsKey(shown.index())) {
                throw new IOException("it shows sample " + shown.index() + ", which is not among the broken ones");
            }
        }
        return new AttackEvaluation(
                key.evaluator().preparedModel().description(),
                AttackEvaluation.AttackSettings.of(key.attack(), key.options(), blockSize),
                key.threatModel(),
                samplesSha256,
                outcomes,
                examples.stream()
                        .map(shown -> example(shown, broken, places.getOrDefault(shown.index(), 0), key))
                        .toList(),
                broken,
                new AttackEvaluation.Cost(forwardEvaluations, gradientEvaluations, Duration.ofNanos(nanoseconds)));
    }

    private static AdversarialExample example(Shown shown, BrokenSamples broken, int place, CacheKey key) {
        return new AdversarialExample(
                shown.index(),
                broken.label(place),
                broken.shape(),
                key.threatModel().domain(),
                broken.clean(place),
                broken.adversarial().get(place),
                shown.onClean(),
                shown.onPerturbation(),
                shown.onAdversarial());
    }

    /** The file begins with the hash of what follows, so that a digit that changed is found too. */
    void write(Path file) throws IOException {
        byte[] json = JsonFormat.COMPACT.writeValueAsBytes(this);
        byte[] hash = new ContentHash().add(json).hex().getBytes(StandardCharsets.US_ASCII);
        ResultsFolder.replace(file, out -> {
            out.write(hash);
            out.write(json);
        });
    }

    /**
     * Reads an entry.
     *
     * @param samples how many samples it is of
     * @throws IOException if it cannot be read, or is not what was written; the message does not name the file
     */
    static CacheEntry read(Path file, int samples) throws IOException {
        byte[] content = BoundedFile.read(file, FIXED_BYTES + BYTES_OF_SAMPLE * samples);
        int length = Math.min(HASH_LENGTH, content.length);
        String hash = new ContentHash().add(content, length).hex();
        if (!hash.equals(new String(content, 0, length, StandardCharsets.US_ASCII))) {
            throw new IOException("its content does not have the hash it begins with");
        }
        CacheEntry entry = JsonFormat.COMPACT.readValue(content, length, content.length - length, CacheEntry.class);
        if (entry.outcomes().size() != samples) {
            throw new IOException("it has the outcomes of " + entry.outcomes().size() + " samples, not of " + samples);
        }
        return entry;
    }
}
