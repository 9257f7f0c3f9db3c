package org.robustness4j.junit.engine.configuration;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.ConfigurationParameters;
import org.robustness4j.assessment.AssessmentOptions;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.evaluation.internal.Execution;
import org.robustness4j.internal.cache.CacheMode;
import org.robustness4j.internal.results.ResultsFolder;
import org.robustness4j.junit.Constants;
import org.robustness4j.verdict.VerdictPolicy;

/** The configuration parameters in {@link Constants}, with their defaults; a bad value is an error where it is used. */
public record RobustnessConfiguration(ConfigurationParameters parameters) {

    private static final long MEBIBYTE = 1 << 20;

    public VerdictMode verdictMode() {
        String value = parameters.get(Constants.VERDICT).orElse("fail");
        try {
            return VerdictMode.valueOf(value.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw bad(Constants.VERDICT, value, "fail or record", e);
        }
    }

    public VerdictPolicy policy() {
        String value = parameters.get(Constants.POLICY).orElse("point");
        try {
            return VerdictPolicy.valueOf(value.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw bad(Constants.POLICY, value, "point or confident", e);
        }
    }

    private boolean stopsEarly() {
        return flag(Constants.STOP_EARLY);
    }

    public boolean inconclusiveFails() {
        String value = parameters.get(Constants.INCONCLUSIVE).orElse("fail").strip();
        return switch (value) {
            case "fail" -> true;
            case "warn" -> false;
            default -> throw bad(Constants.INCONCLUSIVE, value, "fail or warn", null);
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
        String value = parameters.get(Constants.HARDEN).orElse("never").strip();
        return switch (value) {
            case "never" -> HardenMode.NEVER;
            case "onFailure" -> HardenMode.ON_FAILURE;
            case "always" -> HardenMode.ALWAYS;
            default -> throw bad(Constants.HARDEN, value, "never, onFailure or always", null);
        };
    }

    /** The tests that are hardened by the goal. */
    public String hardenedTests() {
        return parameters.get(Constants.HARDEN_TEST).orElse("*");
    }

    /** Where the goal that hardens looks for test classes. */
    public Path hardenedClasses() {
        return Path.of(parameters.get(Constants.HARDEN_CLASSES).orElse("target/test-classes"));
    }

    public AssessmentOptions assessmentOptions() {
        return new AssessmentOptions(isChecked(), stopsEarly(), flag(Constants.EIGHT_BIT));
    }

    /** {@code all} is what earlier releases called it where limits are rules of the gate. */
    private boolean isChecked() {
        String value = parameters.get(Constants.CHECKS).orElse("true").strip().toLowerCase(Locale.ROOT);
        return switch (value) {
            case "true", "all" -> true;
            case "false" -> false;
            default -> throw bad(Constants.CHECKS, value, "true or false", null);
        };
    }

    public RunOptions runOptions() {
        return new RunOptions(
                        number(Constants.SEED, 0, Long.MIN_VALUE, Long.MAX_VALUE),
                        Math.toIntExact(
                                number(Constants.WORKERS, Runtime.getRuntime().availableProcessors(), 1, 1024)))
                .withMemoryPerWorker(
                        number(Constants.MEMORY_PER_WORKER, RunOptions.DEFAULT_MEMORY / MEBIBYTE, 1, 1 << 20)
                                * MEBIBYTE);
    }

    /** Opens the execution that is asked for. */
    public Execution execution() {
        return Execution.named(
                parameters.get(Constants.EXECUTION).orElse("local").strip(), parameters::get);
    }

    public int pictures() {
        return Math.toIntExact(number(Constants.PICTURES, 3, 0, 16));
    }

    public int candidates() {
        return Math.toIntExact(number(Constants.CANDIDATES, 1000, 0, 1_000_000));
    }

    public ResultsFolder resultsFolder() {
        return new ResultsFolder(
                Path.of(parameters.get(Constants.OUTPUT_DIRECTORY).orElse("target/robustness")));
    }

    /** Whether something that is off by default is asked for. */
    public boolean flag(String key) {
        String value = parameters.get(key).orElse("false");
        return switch (value.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw bad(key, value, "true or false", null);
        };
    }

    public CacheMode cacheMode() {
        String value = parameters.get(Constants.CACHE).orElse("off");
        try {
            return CacheMode.valueOf(value.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw bad(Constants.CACHE, value, "off, on or always", e);
        }
    }

    public Path cacheFolder() {
        return Path.of(parameters.get(Constants.CACHE_DIRECTORY).orElse(".robustness-cache"));
    }

    /** The tests that a replay looks at. */
    public String replayedTests() {
        return parameters.get(Constants.REPLAY_TEST).orElse("*");
    }

    /** Where a replay writes candidates for other programs to, if it does. */
    public Optional<Path> exportFolder() {
        return parameters.get(Constants.REPLAY_EXPORT).map(Path::of);
    }

    private long number(String key, long otherwise, long smallest, long largest) {
        String value = parameters.get(key).orElse(Long.toString(otherwise));
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

    private static IllegalArgumentException bad(String key, String value, String allowed, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "The configuration parameter " + key + " is '" + value + "', but must be " + allowed, cause);
    }
}
