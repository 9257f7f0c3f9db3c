package com.example.mnist;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.nd4j.linalg.dataset.DataSet;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.AttackMonitor;
import org.robustness4j.attack.Candidate;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.attack.gradient.Bim;
import org.robustness4j.attack.gradient.DistancePenalty;
import org.robustness4j.attack.gradient.FakeImage;
import org.robustness4j.attack.gradient.NormalizedGradientAscent;
import org.robustness4j.attack.gradient.StepSize;
import org.robustness4j.attack.NoiseImages;
import org.robustness4j.attack.loss.LinearProbability;
import org.robustness4j.data.Domain;
import org.robustness4j.data.SampleSource;
import org.robustness4j.data.Samples;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.Outcome;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.evaluation.SampleOutcome;
import org.robustness4j.model.Classifier;
import org.robustness4j.model.TestedModel;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.ThreatModel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The experiments of Shusen Wang's "Data Evasion Attacks", with the library alone: pictures, and figures in the log. */
public final class Slides {

    private static final Logger LOGGER = LoggerFactory.getLogger(Slides.class);

    private static final Domain PIXELS = Domain.range(0, 1);
    private static final RunOptions OPTIONS =
            new RunOptions(0, Runtime.getRuntime().availableProcessors());
    private static final int DIGITS = 10;

    private final Path folder;
    private final DataSet images;

    private Slides(Path folder) throws IOException {
        this.folder = folder;
        this.images = new Mnist().test(300);
    }

    /**
     * Makes them all.
     *
     * @param args the folder for the pictures, {@code target/slides} when none is given
     */
    public static void main(String[] args) throws IOException {
        Slides slides = new Slides(Path.of(args.length > 0 ? args[0] : "target/slides"));
        slides.untargeted();
        slides.targeted();
        slides.fakes();
        for (String model : List.of("mnist-cnn", "mnist-cnn-deep")) {
            slides.minimalDistance(model, Norm.LINF, 0.01);
            slides.minimalDistance(model, Norm.L2, 0.1);
        }
    }

    /** Gradient ascent after 5, 10, 15 and 20 steps: how many of 300 images, and what the first digits look like. */
    private void untargeted() throws IOException {
        Samples samples = samples(300);
        RobustnessEvaluator evaluator = new RobustnessEvaluator(model("mnist-cnn"), samples, OPTIONS);
        ContactSheet sheet = new ContactSheet();
        sheet.row(digits(samples).stream().map(samples::input).toList());
        for (int steps : new int[] {5, 10, 15, 20}) {
            Attack attack = new NormalizedGradientAscent(steps, 0.05);
            AttackEvaluation evaluation = evaluator.evaluate(attack, ThreatModel.untargeted(PIXELS), OPTIONS);
            LOGGER.info("untargeted, {} steps: {} broken", steps, evaluation.attackSuccessRate());
            Samples shown = samples.where(digits(samples)::contains);
            List<float[]> points = points(attack, shown, ThreatModel.untargeted(PIXELS));
            sheet.row(digits(samples).stream()
                    .map(position -> points.get(position(shown, samples.index(position))))
                    .toList());
        }
        sheet.write(folder.resolve("untargeted.png"));
    }

    /** One image turned into each of the ten digits. */
    private void targeted() throws IOException {
        Samples samples = samples(300);
        Samples one = samples.where(i -> i == digits(samples).get(3));
        ContactSheet sheet = new ContactSheet();
        for (Norm penalty : List.of(Norm.L1, Norm.L2)) {
            List<float[]> row = new ArrayList<>();
            for (int target = 0; target < DIGITS; target++) {
                row.add(points(new DistancePenalty(penalty), one, ThreatModel.targeted(target, PIXELS))
                        .get(0));
            }
            sheet.row(row);
            RobustnessEvaluator evaluator = new RobustnessEvaluator(model("mnist-cnn"), samples(64), OPTIONS);
            AttackEvaluation evaluation =
                    evaluator.evaluate(new DistancePenalty(penalty), ThreatModel.targeted(9, PIXELS), OPTIONS);
            LOGGER.info(
                    "targeted 9, {} penalty: {} broken, median distance {} in L1, {} in L2",
                    penalty,
                    evaluation.attackSuccessRate(),
                    round(evaluation.medianDistance(Norm.L1)),
                    round(evaluation.medianDistance(Norm.L2)));
        }
        sheet.write(folder.resolve("targeted.png"));
    }

    /** A fake image of each digit: the noise it grows from, the source's loss, cross-entropy. */
    private void fakes() throws IOException {
        Samples noise = NoiseImages.draw(samples(1).shape(), PIXELS, 1, OPTIONS.seed());
        ContactSheet sheet = new ContactSheet();
        for (Attack attack : List.of(new FakeImage(new LinearProbability(), 10, 0.5), new FakeImage())) {
            List<float[]> row = new ArrayList<>();
            int fooled = 0;
            for (int digit = 0; digit < DIGITS; digit++) {
                row.add(points(attack, noise, ThreatModel.fake(digit, PIXELS)).get(0));
                fooled += (int) new RobustnessEvaluator(model("mnist-cnn"), samples(1), OPTIONS)
                        .evaluateFakes(attack, digit, 20, OPTIONS, AttackMonitor.NONE)
                        .count(Outcome.BROKEN);
            }
            LOGGER.info("fakes, {}: {} of 200 are taken for their digit", attack.parameters().get("loss"), fooled);
            sheet.row(row);
        }
        sheet.write(folder.resolve("fakes.png"));
    }

    /** The median over the images right on clean input of the smallest epsilon, on a grid, at which BIM breaks them. */
    private void minimalDistance(String name, Norm norm, double grid) throws IOException {
        Samples left = samples(200);
        int right = 0;
        int broken = 0;
        for (int k = 1; right == 0 || 2 * broken < right; k++) {
            RobustnessEvaluator evaluator = new RobustnessEvaluator(model(name), left, OPTIONS);
            AttackEvaluation evaluation = evaluator.evaluate(
                    new Bim(20, StepSize.ofEpsilon(0.25)), ThreatModel.untargeted(norm, k * grid, PIXELS), OPTIONS);
            right = right == 0 ? (int) evaluation.attackSuccessRate().total() : right;
            broken += (int) evaluation.count(Outcome.BROKEN);
            List<Integer> survivors = evaluation.outcomes().stream()
                    .filter(outcome -> outcome.outcome() == Outcome.ROBUST)
                    .map(SampleOutcome::index)
                    .toList();
            Samples before = left;
            left = before.where(i -> survivors.contains(before.index(i)));
            if (2 * broken >= right) {
                LOGGER.info(
                        "{}, {}: half of {} images are broken at epsilon {}", name, norm, right, round(k * grid));
            }
        }
    }

    private static String round(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private Samples samples(int count) {
        return SampleSource.read(images, false).where(i -> i < count);
    }

    private static TestedModel model(String name) {
        return TestedModel.of(Path.of("models", name + ".zip")).named(name).in(PIXELS);
    }

    private static List<float[]> points(Attack attack, Samples samples, ThreatModel threatModel) {
        Classifier classifier = model("mnist-cnn").model().classifier(samples.shape());
        return attack.run(classifier, samples, threatModel, OPTIONS).candidates().stream()
                .map(Candidate::point)
                .toList();
    }

    /** The position of the first image of each digit. */
    private static List<Integer> digits(Samples samples) {
        List<Integer> positions = new ArrayList<>();
        for (int digit = 0; digit < DIGITS; digit++) {
            int position = 0;
            while (samples.label(position) != digit) {
                position++;
            }
            positions.add(position);
        }
        return positions;
    }

    private static int position(Samples samples, int index) {
        int position = 0;
        while (samples.index(position) != index) {
            position++;
        }
        return position;
    }
}
