package dev.assay.livebench.fresh.maths;

import dev.assay.livebench.algebra.Rational;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// A square matrix of fractions.
record Matrix(List<List<Rational>> rows) {
    /// A matrix whose entries are drawn row by row.
    static Matrix of(int size, Supplier<Rational> entry) {
        List<List<Rational>> rows = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            List<Rational> row = new ArrayList<>();
            for (int j = 0; j < size; j++) {
                row.add(entry.get());
            }
            rows.add(List.copyOf(row));
        }
        return new Matrix(List.copyOf(rows));
    }

    int size() {
        return rows.size();
    }

    Rational at(int row, int column) {
        return rows.get(row).get(column);
    }

    /// The determinant, by elimination without fractions (Bareiss 1968).
    Rational determinant() {
        List<List<Rational>> work = new ArrayList<>();
        rows.forEach(row -> work.add(new ArrayList<>(row)));
        Rational previous = Rational.ONE;
        boolean turned = false;
        for (int k = 0; k < size() - 1; k++) {
            int pivot = k;
            while (pivot < size() && work.get(pivot).get(k).equals(Rational.ZERO)) {
                pivot++;
            }
            if (pivot == size()) {
                return Rational.ZERO;
            }
            turned ^= pivot != k;
            Collections.swap(work, pivot, k);
            eliminate(work, k, previous);
            previous = work.get(k).get(k);
        }
        Rational last = work.getLast().getLast();
        return turned ? last.negative() : last;
    }

    private static void eliminate(List<List<Rational>> work, int k, Rational previous) {
        List<Rational> top = work.get(k);
        for (List<Rational> row : work.subList(k + 1, work.size())) {
            for (int j = k + 1; j < work.size(); j++) {
                Rational cross = row.get(j).times(top.get(k)).minus(row.get(k).times(top.get(j)));
                row.set(j, cross.over(previous));
            }
        }
    }

    /// The polynomial `det(λI - A)`, from the traces of powers (Faddeev and LeVerrier).
    Polynomial characteristic() {
        List<Rational> descending = new ArrayList<>(List.of(Rational.ONE));
        Matrix product = this;
        for (int k = 1; k <= size(); k++) {
            Rational coefficient = product.trace().over(Rational.of(-k));
            descending.add(coefficient);
            product = times(product.plusScaledIdentity(coefficient));
        }
        return new Polynomial(descending.reversed());
    }

    private Rational trace() {
        Rational trace = Rational.ZERO;
        for (int i = 0; i < size(); i++) {
            trace = trace.plus(at(i, i));
        }
        return trace;
    }

    /// This matrix with a number added to each entry of its diagonal.
    Matrix plusScaledIdentity(Rational number) {
        List<List<Rational>> sum = new ArrayList<>();
        for (int i = 0; i < size(); i++) {
            List<Rational> row = new ArrayList<>(rows.get(i));
            row.set(i, row.get(i).plus(number));
            sum.add(row);
        }
        return new Matrix(sum);
    }

    private Matrix times(Matrix other) {
        List<List<Rational>> product = new ArrayList<>();
        for (int i = 0; i < size(); i++) {
            List<Rational> row = new ArrayList<>();
            for (int j = 0; j < size(); j++) {
                Rational sum = Rational.ZERO;
                for (int k = 0; k < size(); k++) {
                    sum = sum.plus(at(i, k).times(other.at(k, j)));
                }
                row.add(sum);
            }
            product.add(row);
        }
        return new Matrix(product);
    }

    /// Such as `\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}`.
    String latex() {
        return rows.stream()
                .map(row -> row.stream().map(Latex::number).collect(Collectors.joining(" & ")))
                .collect(Collectors.joining(" \\\\ ", "\\begin{pmatrix} ", " \\end{pmatrix}"));
    }
}
