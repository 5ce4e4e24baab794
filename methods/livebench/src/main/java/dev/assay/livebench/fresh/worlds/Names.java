package dev.assay.livebench.fresh.worlds;

import java.util.List;

/// First names, none of which is a part of another.
final class Names {
    static final List<String> ALL = List.of(
            ("Agnes Bruno Chiara Dmitri Elena Farid Greta Hakan Ingrid Jonas Kwame Leila Mateo Nadia Oskar Priya Quentin"
                            + " Rosa Stefan Tomoko Umar Vera Wanda Xavier Yusuf Zofia Anouk Benedikt Carmen Dorothea Emre"
                            + " Fiona Gustav Henrike Ivana Jorge Katrin Lorenzo Mirela Nils Odile Pavel Ruth Sakura Thabo"
                            + " Ulrike Viktor Winfried Larisa Zeynep")
                    .split(" "));

    private Names() {}
}
