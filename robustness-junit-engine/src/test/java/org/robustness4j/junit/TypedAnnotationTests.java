package org.robustness4j.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.commons.support.ReflectionSupport;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.corruption.UniformNoise;
import org.robustness4j.attack.gradient.Bim;
import org.robustness4j.attack.gradient.DistancePenalty;
import org.robustness4j.attack.gradient.FakeImage;
import org.robustness4j.attack.gradient.Fgsm;
import org.robustness4j.attack.gradient.NormalizedGradientAscent;
import org.robustness4j.attack.gradient.Pgd;

/** Annotations cannot inherit: what the typed ones repeat of RobustnessTest and of their attacks is the same by test. */
class TypedAnnotationTests {

    /** Each annotation with nothing set that has a default. */
    @SuppressWarnings("UnusedMethod") // read by reflection
    private static final class Declared {
        @PgdTest
        void pgd() {}

        @BimTest
        void bim() {}

        @FgsmTest
        void fgsm() {}

        @NoiseTest
        void uniformNoise() {}

        @GradientAscentTest
        void normalizedGradientAscent() {}

        @DistancePenaltyTest(target = 1)
        void distancePenalty() {}

        @FakeImageTest(target = 1)
        void fakeImage() {}
    }

    static List<Method> declared() {
        return Arrays.stream(Declared.class.getDeclaredMethods())
                .filter(method -> !method.isSynthetic())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("declared")
    void attributesOfRobustnessTestHaveItsTypesAndDefaults(Method method) throws ReflectiveOperationException {
        for (Method attribute : annotation(method).annotationType().getDeclaredMethods()) {
            boolean shared = Arrays.stream(RobustnessTest.class.getDeclaredMethods())
                    .anyMatch(other -> other.getName().equals(attribute.getName()));
            if (shared) {
                Method other = RobustnessTest.class.getDeclaredMethod(attribute.getName());
                assertThat(attribute.getReturnType()).isEqualTo(other.getReturnType());
                assertThat(attribute.getDefaultValue())
                        .as(attribute.toString())
                        .satisfiesAnyOf(value -> assertThat(value).isNull(), value -> assertThat(value)
                                .isEqualTo(other.getDefaultValue()));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("declared")
    void whatIsLeftOpenIsWhatTheAttackHasByDefault(Method method) {
        Attack expected =
                switch (method.getName()) {
                    case "pgd" -> new Pgd();
                    case "bim" -> new Bim();
                    case "fgsm" -> new Fgsm();
                    case "uniformNoise" -> new UniformNoise();
                    case "normalizedGradientAscent" -> new NormalizedGradientAscent();
                    case "distancePenalty" -> new DistancePenalty();
                    case "fakeImage" -> new FakeImage();
                    default -> throw new IllegalStateException("No attack for " + method);
                };

        Attack actual = made(annotation(method));

        assertThat(actual).hasSameClassAs(expected);
        assertThat(actual.parameters()).isEqualTo(expected.parameters());
    }

    @SuppressWarnings("unchecked") // a factory is for the annotation it stands on
    private static Attack made(Annotation annotation) {
        Class<?> factory =
                annotation.annotationType().getAnnotation(RobustnessTest.class).attackFactory();
        return ((AttackFactory<Annotation>) ReflectionSupport.newInstance(factory)).create(annotation);
    }

    private static Annotation annotation(Method method) {
        return method.getAnnotations()[0];
    }
}
