package org.robustness4j.internal.cache;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.robustness4j.attack.internal.RepeatableOrder;

/**
 * The hash of an object's class, of its code, and of all its fields, whatever it is made of: an attack may hold other
 * attacks, and losses, of users. What the Java platform's own objects hold is known by their text; text that differs
 * between two runs makes another hash, and costs a measurement, no more.
 */
final class ObjectHash {

    private final ContentHash hash = new ContentHash();
    private final IdentityHashMap<Object, Integer> seen = new IdentityHashMap<>();
    private final CodeHashes code;

    ObjectHash(CodeHashes code) {
        this.code = code;
    }

    /** @throws UnknownContentException if a field, or the code of a class, cannot be read */
    String of(Object object) throws UnknownContentException {
        add(object);
        return hash.hex();
    }

    private void add(@Nullable Object value) throws UnknownContentException {
        if (value == null) {
            hash.add("null");
            return;
        }
        Class<?> type = value.getClass();
        if (type.isHidden()) {
            throw new UnknownContentException(
                    "the lambda " + type.getName() + " cannot be told from another one; write it as a class");
        }
        hash.add(type.getName());
        if (value instanceof Enum<?> constant) {
            hash.add(constant.name());
        } else if (value instanceof Map.Entry<?, ?> entry) {
            add(entry.getKey());
            add(entry.getValue());
        } else if (seen.containsKey(value)) {
            hash.add(seen.get(value));
        } else if (type.isArray()) {
            addArray(value);
        } else if (value instanceof Map<?, ?> map) {
            addAll(value, map.entrySet());
        } else if (value instanceof Collection<?> elements) {
            addAll(value, elements);
        } else if (isOfThePlatform(type)) {
            hash.add(value.toString());
        } else {
            addFields(value);
        }
    }

    private void addAll(Object collection, Collection<?> elements) throws UnknownContentException {
        seen.put(collection, seen.size());
        hash.add(elements.size());
        if (RepeatableOrder.isMissing(collection)) {
            addInAnyOrder(elements);
            return;
        }
        for (Object element : elements) {
            add(element);
        }
    }

    /** Each by a hash of its own, since the elements come in another order in another process. */
    private void addInAnyOrder(Collection<?> elements) throws UnknownContentException {
        List<String> hashes = new ArrayList<>();
        for (Object element : elements) {
            ObjectHash own = new ObjectHash(code);
            own.seen.putAll(seen);
            hashes.add(own.of(element));
        }
        hashes.stream().sorted().forEach(hash::add);
    }

    private void addArray(Object array) throws UnknownContentException {
        seen.put(array, seen.size());
        int length = Array.getLength(array);
        hash.add(length);
        for (int i = 0; i < length; i++) {
            add(Array.get(array, i));
        }
    }

    private void addFields(Object value) throws UnknownContentException {
        seen.put(value, seen.size());
        for (Class<?> type = value.getClass(); type != null && !isOfThePlatform(type); type = type.getSuperclass()) {
            hash.add(code.of(type));
            for (Field field : fields(type)) {
                try {
                    field.setAccessible(true);
                    hash.add(field.getName());
                    add(field.get(value));
                } catch (IllegalAccessException | InaccessibleObjectException e) {
                    throw new UnknownContentException("the field " + field + " cannot be read", e);
                }
            }
        }
    }

    private static List<Field> fields(Class<?> type) {
        List<Field> fields = new ArrayList<>(Arrays.asList(type.getDeclaredFields()));
        fields.removeIf(field -> Modifier.isStatic(field.getModifiers()));
        fields.sort(Comparator.comparing(Field::getName));
        return fields;
    }

    private static boolean isOfThePlatform(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader == null || loader == ClassLoader.getPlatformClassLoader();
    }
}
