package org.robustness4j;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import org.apiguardian.api.API;

/** What a public type promises: it says so itself, or its package says that nothing in it is for users. */
public final class DeclaredStatus {

    private DeclaredStatus() {}

    /** The rule, for the classes of any module; a nested type is what the type around it is. */
    public static final ArchRule OF_EVERY_PUBLIC_TYPE = classes()
            .that()
            .haveModifier(JavaModifier.PUBLIC)
            .and()
            .areTopLevelClasses()
            .should(
                    new ArchCondition<>(
                            "have an @API of their own, or be in a package that is @API(status = INTERNAL)") {
                        @Override
                        public void check(JavaClass type, ConditionEvents events) {
                            events.add(new SimpleConditionEvent(
                                    type,
                                    type.isAnnotatedWith(API.class) || isInternal(type),
                                    type.getName() + " has no @API, and its package is not @API(status = INTERNAL)"));
                        }
                    });

    /** Whoever imports a type sees by its name whether it is for users. */
    public static final ArchCondition<JavaClass> INTERNAL_IF_ITS_PACKAGE_IS_CALLED_SO =
            new ArchCondition<>("be for users unless their packages are called internal") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    boolean isCalledSo = type.getPackageName().contains(".internal");
                    events.add(new SimpleConditionEvent(
                            type,
                            isCalledSo == isInternal(type),
                            type.getName() + " is " + (isInternal(type) ? "INTERNAL" : "for users")
                                    + ", which the name of its package denies"));
                }
            };

    /** A promise that rests on a lesser one is none. Methods that say themselves that they are internal promise nothing. */
    public static final ArchCondition<JavaClass> NAME_STABLE_TYPES_ALONE_IF_STABLE =
            new ArchCondition<>("name in their signatures, where they are STABLE, no type of ours that is not") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    if (!isStable(type)) {
                        return;
                    }
                    for (JavaCodeUnit method : type.getCodeUnits()) {
                        boolean isPromised = (method.getModifiers().contains(JavaModifier.PUBLIC)
                                        || method.getModifiers().contains(JavaModifier.PROTECTED))
                                && !method.getModifiers().contains(JavaModifier.SYNTHETIC)
                                && !method.isAnnotatedWith(API.class);
                        Set<JavaClass> named = isPromised ? method.getAllInvolvedRawTypes() : Set.of();
                        for (JavaClass other : named) {
                            boolean isOurs = other.getPackageName().startsWith("org.robustness4j");
                            events.add(new SimpleConditionEvent(
                                    method,
                                    !isOurs || isStable(outermost(other)),
                                    method.getFullName() + " names " + other.getName() + ", which is not STABLE"));
                        }
                    }
                }
            };

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(DeclaredStatus::outermost).orElse(type);
    }

    private static boolean isStable(JavaClass type) {
        return type.tryGetAnnotationOfType(API.class)
                .filter(api -> api.status() == API.Status.STABLE)
                .isPresent();
    }

    private static boolean isInternal(JavaClass type) {
        return type.getPackage()
                .tryGetAnnotationOfType(API.class)
                .filter(api -> api.status() == API.Status.INTERNAL)
                .isPresent();
    }
}
