package org.robustness4j.internal.results;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.NameTransformer;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the fields of JSON objects into the groups that records have, where files have them side by side. Jackson
 * writes groups that are marked with {@link JsonUnwrapped} side by side by itself, but read so it would pass over
 * fields that are not known.
 */
final class FieldGroups extends JacksonAnnotationIntrospector {

    private static final long serialVersionUID = 1L;

    /** Read as they are once {@link #gather} has been there. */
    @Override
    public @Nullable NameTransformer findUnwrappingNameTransformer(AnnotatedMember member) {
        return null;
    }

    /**
     * Makes an object what a record is read from.
     *
     * @throws IOException if a field has the name of a group; the message does not name the file
     */
    static void gather(JsonNode object, Class<? extends Record> type) throws IOException {
        if (!(object instanceof ObjectNode fields)) {
            return;
        }
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
                String name = component.getName();
                if (fields.has(name)) {
                    throw new IOException("it has a field '" + name + "', which is not known");
                }
                fields.set(name, taken(fields, component.getType().getRecordComponents()));
            }
        }
    }

    private static ObjectNode taken(ObjectNode fields, RecordComponent[] components) {
        ObjectNode group = fields.objectNode();
        for (RecordComponent component : components) {
            JsonNode value = fields.remove(component.getName());
            if (value != null) {
                group.set(component.getName(), value);
            }
        }
        return group;
    }
}
