package org.robustness4j.dl4j.network;

import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.security.CodeSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The custom classes of a network, those that are not DL4J's: layers, vertices, preprocessors, activations, losses, and
 * whatever else its configuration holds. A configuration names them, so that the hash of it does not change when their
 * code does.
 *
 * @param network the network
 * @param normalizer what its data go through first, null for nothing
 */
public record CustomClasses(Model network, @Nullable Object normalizer) {

    /** In the order of their names. */
    public List<Class<?>> classes() {
        Set<Class<?>> found = new HashSet<>();
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Object> open = new ArrayDeque<>(configurations());
        while (!open.isEmpty()) {
            Object object = open.remove();
            if (object instanceof Collection<?> elements) {
                elements.stream().filter(Objects::nonNull).forEach(open::add);
            } else if (object instanceof Map<?, ?> map) {
                map.values().stream().filter(Objects::nonNull).forEach(open::add);
            } else if (object instanceof Object[] array) {
                Arrays.stream(array).filter(Objects::nonNull).forEach(open::add);
            } else if (!(object instanceof INDArray) && !isOfThePlatform(object.getClass()) && seen.add(object)) {
                add(object.getClass(), found);
                open.addAll(fields(object));
            }
        }
        instantiated().forEach(part -> add(part.getClass(), found));
        return found.stream()
                .sorted(Comparator.comparing((Class<?> type) -> type.getName()))
                .toList();
    }

    private List<Object> configurations() {
        Object configuration = network instanceof ComputationGraph graph
                ? graph.getConfiguration()
                : ((MultiLayerNetwork) network).getLayerWiseConfigurations();
        return normalizer == null ? List.of(configuration) : List.of(configuration, normalizer);
    }

    /** What the configuration was made into: the layers and vertices that compute. */
    private List<Object> instantiated() {
        return network instanceof ComputationGraph graph
                ? List.of((Object[]) graph.getVertices())
                : List.of((Object[]) ((MultiLayerNetwork) network).getLayers());
    }

    /** A user's class may extend another one, from elsewhere. */
    private static void add(Class<?> type, Set<Class<?>> found) {
        for (Class<?> each = type; each != null && !isOfThePlatform(each); each = each.getSuperclass()) {
            if (!isOfDl4j(each)) {
                found.add(each);
            }
        }
    }

    private static List<Object> fields(Object object) {
        List<Object> values = new ArrayList<>();
        for (Class<?> type = object.getClass(); type != null && !isOfThePlatform(type); type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                Object value = isWorthALook(field) ? value(field, object) : null;
                if (value != null) {
                    values.add(value);
                }
            }
        }
        return values;
    }

    private static boolean isWorthALook(Field field) {
        return !Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive();
    }

    /** What cannot be read is in a module of its own, and so is no user's. */
    private static @Nullable Object value(Field field, Object object) {
        try {
            field.setAccessible(true);
            return field.get(object);
        } catch (IllegalAccessException | InaccessibleObjectException e) {
            return null;
        }
    }

    private static boolean isOfThePlatform(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return type.isPrimitive() || loader == null || loader == ClassLoader.getPlatformClassLoader();
    }

    /** By name and by where it comes from: a user's class may lie in a package of DL4J's name, and both in one jar. */
    private static boolean isOfDl4j(Class<?> type) {
        boolean isNamedSo = type.getName().startsWith("org.deeplearning4j.")
                || type.getName().startsWith("org.nd4j.");
        return isNamedSo && (isFromWhere(type, MultiLayerNetwork.class) || isFromWhere(type, Nd4j.class));
    }

    private static boolean isFromWhere(Class<?> type, Class<?> other) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        CodeSource others = other.getProtectionDomain().getCodeSource();
        return source != null && others != null && Objects.equals(source.getLocation(), others.getLocation());
    }
}
