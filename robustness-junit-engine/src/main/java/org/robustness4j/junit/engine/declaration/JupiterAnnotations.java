package org.robustness4j.junit.engine.declaration;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.engine.TestTag;
import org.robustness4j.junit.Constants;

/** The annotations of Jupiter that this engine honours, as they stand on a class or method. */
public record JupiterAnnotations(AnnotatedElement element) {

    public Set<TestTag> tags() {
        Set<TestTag> tags = new LinkedHashSet<>();
        tags.add(TestTag.create(Constants.TAG));
        AnnotationSupport.findRepeatableAnnotations(element, Tag.class).stream()
                .map(Tag::value)
                .filter(TestTag::isValid)
                .map(TestTag::create)
                .forEach(tags::add);
        return tags;
    }

    public String displayName(String otherwise) {
        return AnnotationSupport.findAnnotation(element, DisplayName.class)
                .map(DisplayName::value)
                .filter(name -> !name.isBlank())
                .orElse(otherwise);
    }

    /** The reason for which the element is switched off, if it is. */
    public Optional<String> disabledReason() {
        return AnnotationSupport.findAnnotation(element, Disabled.class)
                .map(disabled -> disabled.value().isBlank() ? "@Disabled" : disabled.value());
    }

    /** The reason for which a method, its class, or a class around that is switched off, if one is. */
    public static Optional<String> disabledReason(TestClass testClass, Method method) {
        return Stream.<AnnotatedElement>concat(Stream.of(method), testClass.outwards().stream())
                .flatMap(element -> new JupiterAnnotations(element).disabledReason().stream())
                .findFirst();
    }
}
