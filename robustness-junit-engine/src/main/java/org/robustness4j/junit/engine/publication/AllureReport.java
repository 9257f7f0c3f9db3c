package org.robustness4j.junit.engine.publication;

import io.qameta.allure.Allure;
import io.qameta.allure.AllureLifecycle;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.junit.platform.commons.support.ReflectionSupport;
import org.robustness4j.evaluation.internal.Percentage;
import org.robustness4j.internal.report.ChangesTable;
import org.robustness4j.internal.results.ResultsJson;
import org.robustness4j.internal.results.record.HardeningRecord;
import org.robustness4j.internal.results.record.PictureRecord;
import org.robustness4j.internal.results.record.PredictionRecord;

/**
 * The parameters and attachments of the running test in Allure. Loaded only where Allure is on the classpath, and
 * called by the thread of the test alone: from another one Allure would add to another test.
 *
 * <p>Allure 2 does not take the files that a test publishes; a version that does is left to do so itself.
 */
record AllureReport(Publication publication) {

    private static final boolean TAKES_PUBLISHED_FILES = ReflectionSupport.tryToLoadClass(
                    "io.qameta.allure.junitplatform.AllureJunitPlatform")
            .toOptional()
            .map(listener -> Arrays.stream(listener.getDeclaredMethods())
                    .anyMatch(method -> method.getName().equals("fileEntryPublished")))
            .orElse(false);

    /**
     * What the test found, and what people call things, not what it is: excluded from what Allure knows it by, or its
     * history would break.
     */
    private static final Set<String> OUTCOMES =
            Set.of("targetName", "attackSuccessRate", "robustAccuracy", "cleanAccuracy", "verdict");

    void write() {
        AllureLifecycle lifecycle = Allure.getLifecycle();
        if (lifecycle.getCurrentTestCase().isEmpty()) {
            return;
        }
        publication.values().forEach((name, value) -> {
            if (!name.equals("reason")) {
                Allure.parameter(name, value, OUTCOMES.contains(name));
            }
        });
        if (!TAKES_PUBLISHED_FILES) {
            publication.evaluation().details().pictures().forEach(this::attach);
        }
        ChangesTable.of(publication.evaluation())
                .forEach(table -> Allure.addAttachment(table.caption(), "text/csv", table.csv(), ".csv"));
        Allure.addAttachment(
                "evaluation",
                "application/json",
                new ByteArrayInputStream(ResultsJson.write(publication.evaluation())),
                ".json");
    }

    /**
     * Attaches what hardening bought.
     *
     * @param charts by their titles
     */
    void attachHardening(HardeningRecord hardening, Map<String, Path> charts) {
        if (Allure.getLifecycle().getCurrentTestCase().isEmpty()) {
            return;
        }
        Allure.addAttachment("what hardening bought", hardening.summary());
        if (!TAKES_PUBLISHED_FILES) {
            charts.forEach((title, chart) ->
                    Allure.addAttachment(title, "image/svg+xml", new ByteArrayInputStream(content(chart)), ".svg"));
            hardening.stillBroken().forEach(this::attach);
        }
    }

    private static byte[] content(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + file + " cannot be read", e);
        }
    }

    private void attach(PictureRecord picture) {
        Allure.addAttachment(
                title(picture), "image/png", new ByteArrayInputStream(content(publication.fileOf(picture))), ".png");
    }

    private static String title(PictureRecord picture) {
        return (picture.label() == null ? "noise " : "sample ") + picture.index() + ": " + text(picture.clean())
                + " becomes " + text(picture.adversarial());
    }

    private static String text(PredictionRecord prediction) {
        return prediction.name() + " (" + Percentage.brief(prediction.confidence()) + ")";
    }
}
