package org.robustness4j.junit;

import java.lang.annotation.Annotation;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.robustness4j.attack.Attack;

/**
 * Makes an attack from the parameters of a typed annotation. It needs a constructor that takes no arguments.
 *
 * <pre>{@code
 * @Retention(RetentionPolicy.RUNTIME)
 * @Target(ElementType.METHOD)
 * @RobustnessTest(attackFactory = ShortPgdTest.Factory.class)
 * public @interface ShortPgdTest {
 *     double[] epsilon();
 *
 *     int steps() default 10;
 *
 *     class Factory implements AttackFactory<ShortPgdTest> {
 *         @Override
 *         public Attack create(ShortPgdTest annotation) {
 *             return new Pgd(annotation.steps(), StepSize.ofEpsilon(0.25), 1);
 *         }
 *     }
 * }
 * }</pre>
 *
 * @param <A> the annotation
 */
@API(status = Status.STABLE, since = "0.1")
public interface AttackFactory<A extends Annotation> {

    /**
     * Makes the attack that an annotation describes.
     *
     * @throws IllegalArgumentException if it describes none
     */
    Attack create(A annotation);
}
