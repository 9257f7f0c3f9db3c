package org.robustness4j.junit.engine.declaration;

import java.lang.reflect.Member;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.hardening.AdversarialTraining;
import org.robustness4j.hardening.CertifiedTraining;
import org.robustness4j.hardening.GradientRegularization;
import org.robustness4j.hardening.HardeningMethod;
import org.robustness4j.hardening.LearningRateSchedule;
import org.robustness4j.hardening.TrainingOptions;
import org.robustness4j.junit.Harden;

/** What the {@code @Harden} of a test method says, or that of its class. */
public record DeclaredHardening(TestClass testClass, Harden annotation) {

    /** That of the class is for those of its tests that have a ball. */
    public static Optional<DeclaredHardening> of(TestSpecification test) {
        TestClass testClass = test.testClass();
        return AnnotationSupport.findAnnotation(test.method(), Harden.class)
                .or(() -> hasBall(test) ? testClass.annotation(Harden.class) : Optional.empty())
                .map(annotation -> new DeclaredHardening(testClass, annotation));
    }

    public static boolean hasBall(TestSpecification test) {
        return !test.declaration().threat().isFake() && !Double.isNaN(test.epsilon());
    }

    /**
     * How the model is hardened.
     *
     * @param instances the object to call a member on, null for a static one
     * @throws IllegalArgumentException if the method that makes it is missing, or makes something else
     */
    public HardeningMethod method(Function<Member, @Nullable Object> instances) {
        if (annotation.methodFrom().isEmpty()) {
            return switch (annotation.method()) {
                case ADVERSARIAL_TRAINING -> new AdversarialTraining();
                case FAST_ADVERSARIAL_TRAINING -> AdversarialTraining.fast();
                case CERTIFIED_TRAINING -> CertifiedTraining.in(annotation.epochs());
                case GRADIENT_REGULARIZATION -> new GradientRegularization(1);
            };
        }
        NamedMethod factory = testClass
                .method(annotation.methodFrom())
                .orElseThrow(() -> new IllegalArgumentException("methodFrom of @Harden is '" + annotation.methodFrom()
                        + "', but " + testClass.name() + " has no method of that name without parameters; add one"
                        + " that returns an AdversarialTraining, a CertifiedTraining or a GradientRegularization"));
        Object made = factory.call(instances);
        if (made instanceof HardeningMethod method) {
            return method;
        }
        throw new IllegalArgumentException("@Harden names the method '" + annotation.methodFrom()
                + "', which returns "
                + (made == null ? "null" : "a " + made.getClass().getName())
                + "; it has to return an AdversarialTraining, a CertifiedTraining or a GradientRegularization");
    }

    public TrainingOptions options(RunOptions options) {
        TrainingOptions training = TrainingOptions.epochs(annotation.epochs())
                .batchSize(annotation.batchSize())
                .seed(options.seed())
                .workers(options.workers());
        TrainingOptions begun = annotation.fromScratch() ? training.fromScratch() : training;
        return Double.isNaN(annotation.learningRate())
                ? begun
                : begun.learningRate(LearningRateSchedule.oneCycle(annotation.learningRate()));
    }

    /** The name of the training samples, empty for the only ones. */
    public String training() {
        return annotation.training();
    }
}
