package org.robustness4j;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The rooms of a module, in the order in which data flows through them: each is a package, with packages inside it that are of
 * the same room.
 *
 * @param rooms the names of their packages
 * @param inside the names of packages inside a room, as {@code internal}
 * @param services rooms that are found as a service, so that nobody names them
 */
public record PackageFlow(List<String> rooms, List<String> inside, Set<String> services) {

    /** Rooms of one package each, of which the last is the module's entrance. */
    public static PackageFlow of(String... rooms) {
        return new PackageFlow(List.of(rooms), List.of(), Set.of());
    }

    /** The same rooms, with packages inside them. */
    public PackageFlow with(String... newInside) {
        return new PackageFlow(rooms, List.of(newInside), services);
    }

    /** No arrow points back: a room is known to those after it alone. */
    public ArchRule pointsOneWay() {
        LayeredArchitecture architecture = layeredArchitecture().consideringOnlyDependenciesInLayers();
        for (String room : rooms) {
            architecture = architecture.layer(room).definedBy(packagesOf(room).toArray(String[]::new));
        }
        for (int i = 0; i < rooms.size(); i++) {
            String[] later = rooms.subList(i + 1, rooms.size()).toArray(String[]::new);
            architecture = later.length == 0 || services.contains(rooms.get(i))
                    ? architecture.whereLayer(rooms.get(i)).mayNotBeAccessedByAnyLayer()
                    : architecture.whereLayer(rooms.get(i)).mayOnlyBeAccessedByLayers(later);
        }
        return architecture;
    }

    /** Every class is in one of the rooms. */
    public ArchRule hasAPlaceForAll() {
        return classes()
                .should()
                .resideInAnyPackage(rooms.stream().flatMap(this::packagesOf).toArray(String[]::new));
    }

    private Stream<String> packagesOf(String room) {
        return Stream.concat(Stream.of(room), inside.stream().map(name -> room + "." + name));
    }
}
