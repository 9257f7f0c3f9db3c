package org.robustness4j.junit.engine.configuration;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.ConfigurationParameters;
import org.robustness4j.assessment.AssessmentOptions;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.configuration.ConfigurationKey;
import org.robustness4j.evaluation.internal.Execution;
import org.robustness4j.internal.cache.CacheMode;
import org.robustness4j.internal.results.ResultsFolder;
import org.robustness4j.junit.Constants;
import org.robustness4j.verdict.VerdictPolicy;

/** The configuration parameters in {@link Constants}, with their defaults; a bad value is an error where it is used. */
public record RobustnessConfiguration(ConfigurationParameters parameters) {

    private static final long MEBIBYTE = 1 << 20;

    public VerdictMode verdictMode() {
        String value = value(ConfigurationKey.VERDICT);
        try {
            return VerdictMode.valueOf(value.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw bad(ConfigurationKey.VERDICT, value, "fail or record", e);
        }
    }

    public VerdictPolicy policy() {
        String value = value(ConfigurationKey.POLICY);
        try {
            return VerdictPolicy.valueOf(value.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw bad(ConfigurationKey.POLICY, value, "point or confident", e);
        }
    }

    private boolean stopsEarly() {
        return flag(ConfigurationKey.STOP_EARLY);
    }

    public boolean inconclusiveFails() {
        String value = value(ConfigurationKey.INCONCLUSIVE).strip();
        return switch (value) {
            case "fail" -> true;
            case "warn" -> false;
            default -> throw bad(ConfigurationKey.INCONCLUSIVE, value, "fail or warn", null);
        };
    }

    /** The same, but that models are always hardened. */
    public RobustnessConfiguration hardeningAlways() {
        Map<String, String> values = new HashMap<>();
        parameters.keySet().forEach(key -> parameters.get(key).ifPresent(value -> values.put(key, value)));
        values.put(Constants.HARDEN, "always");
        return new RobustnessConfiguration(new GivenParameters(values));
    }

    public HardenMode harden() {
        String value = value(ConfigurationKey.HARDEN).strip();
        return switch (value) {
            case "never" -> HardenMode.NEVER;
            case "onFailure" -> HardenMode.ON_FAILURE;
            case "always" -> HardenMode.ALWAYS;
            default -> throw bad(ConfigurationKey.HARDEN, value, "never, onFailure or always", null);
        };
    }

    /** The tests that are hardened by the goal. */
    public String hardenedTests() {
        return value(ConfigurationKey.HARDEN_TEST);
    }

    /** Where the goal that hardens looks for test classes. */
    public Path hardenedClasses() {
        return Path.of(value(ConfigurationKey.HARDEN_CLASSES));
    }

    public AssessmentOptions assessmentOptions() {
        return new AssessmentOptions(isChecked(), stopsEarly(), flag(ConfigurationKey.EIGHT_BIT));
    }

    /** {@code all} is what earlier releases called it where limits are rules of the gate. */
    private boolean isChecked() {
        String value = value(ConfigurationKey.CHECKS).strip().toLowerCase(Locale.ROOT);
        return switch (value) {
            case "true", "all" -> true;
            case "false" -> false;
            default -> throw bad(ConfigurationKey.CHECKS, value, "true or false", null);
        };
    }

    public RunOptions runOptions() {
        return new RunOptions(number(ConfigurationKey.SEED, Long.MIN_VALUE, Long.MAX_VALUE), workers())
                .withMemory(memory());
    }

    /** How long a proof is sought for each sample, where a test does not say. */
    public Duration proofTime() {
        return Duration.ofSeconds(number(ConfigurationKey.PROOF_SECONDS, 1, 1_000_000));
    }

    private @Nullable Long memory() {
        return parameters.get(Constants.MEMORY).isEmpty()
                ? null
                : Long.valueOf(number(ConfigurationKey.MEMORY, 1, 1 << 20) * MEBIBYTE);
    }

    private int workers() {
        return parameters.get(Constants.WORKERS).isEmpty()
                ? Runtime.getRuntime().availableProcessors()
                : Math.toIntExact(number(ConfigurationKey.WORKERS, 1, 1024));
    }

    /** Opens the execution that is asked for. */
    public Execution execution() {
        return Execution.named(value(ConfigurationKey.EXECUTION).strip(), parameters::get);
    }

    public int pictures() {
        return Math.toIntExact(number(ConfigurationKey.PICTURES, 0, 16));
    }

    public int candidates() {
        return Math.toIntExact(number(ConfigurationKey.CANDIDATES, 0, 1_000_000));
    }

    public ResultsFolder resultsFolder() {
        return new ResultsFolder(Path.of(value(ConfigurationKey.OUTPUT_DIRECTORY)));
    }

    /** Whether something is asked for that is so or not. */
    public boolean flag(ConfigurationKey key) {
        String value = value(key);
        return switch (value.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw bad(key, value, "true or false", null);
        };
    }

    public CacheMode cacheMode() {
        String value = value(ConfigurationKey.CACHE);
        try {
            return CacheMode.valueOf(value.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw bad(ConfigurationKey.CACHE, value, "off, on or always", e);
        }
    }

    public Path cacheFolder() {
        return Path.of(value(ConfigurationKey.CACHE_DIRECTORY));
    }

    /** The tests that a replay looks at. */
    public String replayedTests() {
        return value(ConfigurationKey.REPLAY_TEST);
    }

    /** Where a replay writes candidates for other programs to, if it does. */
    public Optional<Path> exportFolder() {
        return parameters.get(Constants.REPLAY_EXPORT).map(Path::of);
    }

    private String value(ConfigurationKey key) {
        return key.value(parameters::get);
    }

    private long number(ConfigurationKey key, long smallest, long largest) {
        String value = value(key);
        String allowed = "a whole number from " + smallest + " to " + largest;
        long number;
        try {
            number = Long.parseLong(value.strip());
        } catch (NumberFormatException e) {
            throw bad(key, value, allowed, e);
        }
        if (number < smallest || number > largest) {
            throw bad(key, value, allowed, null);
        }
        return number;
    }

    private static IllegalArgumentException bad(
            ConfigurationKey key, String value, String allowed, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "The configuration parameter " + key.key() + " is '" + value + "', but must be " + allowed, cause);
    }
}
