package dev.assay.testkit.linear;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.assay.nn.linear.LinearMap;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class LinearMapMarketTest {
    @TestFactory
    Stream<DynamicTest> every_map_keeps_to_the_contract() {
        return LinearMapMarket.stalls().stream()
                .flatMap(stall -> LinearMapContract.of(stall.name(), stall.maker(), stall.tolerance()));
    }

    @Test
    void every_map_stands_in_the_market() {
        List<String> sold = LinearMapMarket.stalls().stream()
                .map(stall -> stall.type().getName())
                .toList();
        List<String> made = new ClassFileImporter()
                .importPackages("dev.assay.nn").stream()
                        .filter(type -> type.isAssignableTo(LinearMap.class) && !type.isInterface())
                        .map(JavaClass::getName)
                        .toList();
        assertThat(made).isNotEmpty();
        assertThat(sold).containsAll(made);
    }
}
