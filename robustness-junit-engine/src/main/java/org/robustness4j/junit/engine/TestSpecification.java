package org.robustness4j.junit.engine;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ReflectionSupport;
import org.robustness4j.attack.Attack;
import org.robustness4j.data.Domain;
import org.robustness4j.junit.RobustnessResult;
import org.robustness4j.junit.RobustnessTest;
import org.robustness4j.threat.Goal;
import org.robustness4j.threat.Perturbation;
import org.robustness4j.threat.ThreatModel;

/**
 * One variant of a test as its method declares it.
 *
 * @param testClass the class that runs it
 * @param method the test method
 * @param annotation its annotation
 * @param epsilon the variant's epsilon, NaN when the annotation gives none
 */
record TestSpecification(Class<?> testClass, Method method, RobustnessTest annotation, double epsilon) {

    static List<TestSpecification> variantsOf(Class<?> testClass, Method method) {
        RobustnessTest annotation = AnnotationSupport.findAnnotation(method, RobustnessTest.class)
                .orElseThrow(() -> new IllegalArgumentException(method + " is not a @RobustnessTest"));
        if (annotation.epsilon().length == 0) {
            return List.of(new TestSpecification(testClass, method, annotation, Double.NaN));
        }
        return Arrays.stream(annotation.epsilon())
                .distinct()
                .mapToObj(epsilon -> new TestSpecification(testClass, method, annotation, epsilon))
                .toList();
    }

    /** The name of the variant, from declared values alone. */
    String variant() {
        return "epsilon=" + epsilon;
    }

    /** What is wrong with the declaration, if anything. */
    Optional<String> problem() {
        return Optional.ofNullable(findProblem())
                .map(problem -> "@RobustnessTest " + testClass.getName() + "." + method.getName() + ": " + problem);
    }

    private @Nullable String findProblem() {
        if (TestClasses.isInner(testClass)) {
            return "the class " + testClass.getName() + " is an inner class, which is not supported; make it static";
        }
        if (annotation.epsilon().length == 0) {
            return "epsilon has no values; give at least one";
        }
        try {
            threatModel(Domain.range(0, 1));
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
        double limit = annotation.maxSuccessRate();
        if (!Double.isNaN(limit) && !(limit >= 0 && limit <= 1)) {
            return "maxSuccessRate must lie between 0 and 1 (0.05 is 5 %), but is " + limit;
        }
        if (Modifier.isAbstract(annotation.attack().getModifiers()) || constructor() == null) {
            return "the attack " + annotation.attack().getName()
                    + " needs to be a class, not abstract, with a constructor that takes no arguments";
        }
        boolean takesResult = Arrays.equals(method.getParameterTypes(), new Class<?>[] {RobustnessResult.class});
        if (method.getParameterCount() > 0 && !takesResult) {
            return "the method may take one RobustnessResult and nothing else, but takes "
                    + Arrays.toString(method.getParameterTypes());
        }
        return null;
    }

    private @Nullable Constructor<?> constructor() {
        return Arrays.stream(annotation.attack().getDeclaredConstructors())
                .filter(constructor -> constructor.getParameterCount() == 0)
                .findFirst()
                .orElse(null);
    }

    Attack attack() {
        return ReflectionSupport.newInstance(annotation.attack());
    }

    ThreatModel threatModel(Domain domain) {
        int target = annotation.target() == RobustnessTest.NO_TARGET ? ThreatModel.NO_TARGET : annotation.target();
        Goal goal = annotation.goal();
        return new ThreatModel(goal, target, new Perturbation.Ball(annotation.norm(), epsilon), domain);
    }

    @Nullable
    BigDecimal limit() {
        return Double.isNaN(annotation.maxSuccessRate()) ? null : BigDecimal.valueOf(annotation.maxSuccessRate());
    }
}
