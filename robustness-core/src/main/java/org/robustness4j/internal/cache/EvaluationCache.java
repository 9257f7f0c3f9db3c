package org.robustness4j.internal.cache;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.BrokenSamples;
import org.robustness4j.evaluation.Outcome;
import org.robustness4j.internal.numpy.NpyArray;
import org.robustness4j.internal.results.CandidateFile;
import org.robustness4j.internal.results.UnreadableResultsException;
import org.robustness4j.threat.Goal;

/**
 * A folder of evaluations by their {@link CacheKey}: two files for each, the points of its broken samples as a NumPy
 * file, and the rest, written last. Entries are never wrong for being old, only unused: the folder may be deleted at
 * any time.
 */
public final class EvaluationCache {

    /**
     * Evaluations with more than 256 MiB of broken samples and their points are measured each time: no more are read.
     */
    private static final long MOST_BYTES = NpyArray.MOST_BYTES;

    private final Path folder;
    private final Consumer<String> warnings;

    /**
     * Creates a cache; reads and writes nothing yet.
     *
     * @param folder where entries lie
     * @param warnings is told why an evaluation could not be taken over or kept
     */
    public EvaluationCache(Path folder, Consumer<String> warnings) {
        this.folder = folder;
        this.warnings = warnings;
    }

    /**
     * The evaluation of a key: as an earlier build measured it, or measured now, and kept for the next one. It is not
     * kept when its time budget may have cut it short, or the time for a proof, or the attack returned points outside the rules.
     *
     * @param measured measures it
     */
    public CachedEvaluation get(CacheKey key, Supplier<AttackEvaluation> measured) {
        String hash;
        try {
            hash = key.hex();
        } catch (UnknownContentException e) {
            warnings.accept(key.attack().name() + " is not cached: " + e.getMessage());
            return new CachedEvaluation(measured.get(), false);
        }
        Optional<AttackEvaluation> known = read(key, hash);
        if (known.isPresent()) {
            return new CachedEvaluation(known.get(), true);
        }
        AttackEvaluation evaluation = measured.get();
        if (isWorthKeeping(key, evaluation)) {
            write(hash, evaluation);
        }
        return new CachedEvaluation(evaluation, false);
    }

    private Optional<AttackEvaluation> read(CacheKey key, String hash) {
        Path entry = entry(hash);
        if (!Files.exists(entry)) {
            return Optional.empty();
        }
        int images = key.threatModel().goal() == Goal.FAKE
                ? key.images()
                : key.evaluator().samples().size();
        try {
            CacheEntry found = CacheEntry.read(entry, images);
            BrokenSamples broken = points(hash).read(key.evaluator().samples().shape(), found.broken());
            return Optional.of(found.evaluation(key, broken));
        } catch (IOException | UnreadableResultsException | RuntimeException e) {
            warnings.accept("The cache entry " + entry.toAbsolutePath() + " cannot be used, and is measured anew: "
                    + e.getMessage());
            return Optional.empty();
        }
    }

    private void write(String hash, AttackEvaluation evaluation) {
        try {
            points(hash).write(evaluation.broken(), evaluation.broken().size());
            CacheEntry.of(evaluation).write(entry(hash));
        } catch (IOException | UncheckedIOException e) {
            warnings.accept("The evaluation of " + evaluation.attack().name() + " cannot be kept in "
                    + folder.toAbsolutePath() + ": " + e.getMessage());
        }
    }

    private static boolean isWorthKeeping(CacheKey key, AttackEvaluation evaluation) {
        Duration timeBudget = key.options().timeBudget();
        boolean mayBeCutShort =
                (timeBudget != null && evaluation.cost().wallTime().compareTo(timeBudget) >= 0)
                        || (key.options().proofBudget() != null && evaluation.count(Outcome.ROBUST) > 0);
        long bytes = CandidateFile.bytesOfOne(evaluation.broken().shape())
                * evaluation.broken().size();
        return !mayBeCutShort && evaluation.count(Outcome.INVALID) == 0 && bytes <= MOST_BYTES;
    }

    private Path entry(String hash) {
        return folder.resolve(hash + ".evaluation");
    }

    private CandidateFile points(String hash) {
        return new CandidateFile(folder.resolve(hash + ".npz"));
    }
}
