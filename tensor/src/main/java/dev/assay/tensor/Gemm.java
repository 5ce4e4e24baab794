package dev.assay.tensor;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// Products of small matrices that lie anywhere in the memory of tensors, `C ← op(A) op(B) + β C`.
///
/// The engine's products of parts of tensors cost some microseconds each, and batched ones copy parts
/// that are not contiguous. A call here costs a tenth of one and copies nothing: each matrix is an
/// offset into a tensor and a distance between its rows, in numbers. For one thread at a time; nothing
/// is checked, so that offsets outside a tensor end the process.
public sealed interface Gemm {
    /// Up to so many multiply-adds a product is done by the calling thread alone, whatever is set.
    long MOST_ALONE = 1 << 18;

    /// How the rows of a stored matrix are read.
    enum As {
        /// The matrix itself.
        STORED(openblas.CblasNoTrans),
        /// Its columns are the rows.
        TURNED(openblas.CblasTrans);

        private final int code;

        As(int code) {
            this.code = code;
        }
    }

    /// One matrix of a product.
    ///
    /// @param memory   see [Gemm#memory]
    /// @param offset   of its first number
    /// @param distance between the beginnings of two stored rows
    record Matrix(Pointer memory, long offset, long distance) {}

    /// `C ← op(A) op(B) + β C`, `op(A)` of `rows × inner`, `op(B)` of `inner × columns`.
    void multiply(As a, Matrix left, As b, Matrix right, double beta, Matrix result, int rows, int columns, int inner);

    /// `y ← y + a x` over neighbours.
    ///
    /// @param x     whose offset is that of its first number
    /// @param y     likewise
    /// @param count of numbers
    void add(double a, Matrix x, Matrix y, int count);

    /// `y ← a x` over neighbours, as [#add].
    void write(double a, Matrix x, Matrix y, int count);

    /// `Σ x_i y_i` over neighbours.
    double dot(Matrix x, Matrix y, int count);

    /// The memory of a tensor for matrices of this thread.
    Pointer memory(Tensor tensor);

    /// Whether there is one for tensors like this: f32 or f64 on the processor.
    static boolean knows(Tensor like) {
        ScalarType type = like.scalar_type().intern();
        return like.is_cpu() && (type == ScalarType.Float || type == ScalarType.Double);
    }

    /// The one for tensors like this.
    static Gemm of(Tensor like) {
        if (!knows(like)) {
            throw new IllegalArgumentException("products of parts are for f32 and f64 on the processor");
        }
        return like.scalar_type().intern() == ScalarType.Float ? new Single() : new Twice();
    }

    /// In f32.
    record Single() implements Gemm {
        @Override
        public void multiply(
                As a, Matrix left, As b, Matrix right, double beta, Matrix result, int rows, int columns, int inner) {
            openblas.cblas_sgemm(
                    openblas.CblasRowMajor,
                    a.code,
                    b.code,
                    rows,
                    columns,
                    inner,
                    1,
                    at(left),
                    (int) left.distance(),
                    at(right),
                    (int) right.distance(),
                    (float) beta,
                    at(result),
                    (int) result.distance());
        }

        @Override
        public void add(double a, Matrix x, Matrix y, int count) {
            openblas.cblas_saxpy(count, (float) a, at(x), 1, at(y), 1);
        }

        @Override
        public void write(double a, Matrix x, Matrix y, int count) {
            openblas.cblas_scopy(count, at(x), 1, at(y), 1);
            if (a != 1) {
                openblas.cblas_sscal(count, (float) a, at(y), 1);
            }
        }

        @Override
        public double dot(Matrix x, Matrix y, int count) {
            return openblas.cblas_sdot(count, at(x), 1, at(y), 1);
        }

        private static FloatPointer at(Matrix matrix) {
            return (FloatPointer) matrix.memory().position(matrix.offset());
        }

        @Override
        public Pointer memory(Tensor tensor) {
            return tensor.data_ptr_float();
        }
    }

    /// In f64.
    record Twice() implements Gemm {
        @Override
        public void multiply(
                As a, Matrix left, As b, Matrix right, double beta, Matrix result, int rows, int columns, int inner) {
            openblas.cblas_dgemm(
                    openblas.CblasRowMajor,
                    a.code,
                    b.code,
                    rows,
                    columns,
                    inner,
                    1,
                    at(left),
                    (int) left.distance(),
                    at(right),
                    (int) right.distance(),
                    beta,
                    at(result),
                    (int) result.distance());
        }

        @Override
        public void add(double a, Matrix x, Matrix y, int count) {
            openblas.cblas_daxpy(count, a, at(x), 1, at(y), 1);
        }

        @Override
        public void write(double a, Matrix x, Matrix y, int count) {
            openblas.cblas_dcopy(count, at(x), 1, at(y), 1);
            if (a != 1) {
                openblas.cblas_dscal(count, a, at(y), 1);
            }
        }

        @Override
        public double dot(Matrix x, Matrix y, int count) {
            return openblas.cblas_ddot(count, at(x), 1, at(y), 1);
        }

        private static DoublePointer at(Matrix matrix) {
            return (DoublePointer) matrix.memory().position(matrix.offset());
        }

        @Override
        public Pointer memory(Tensor tensor) {
            return tensor.data_ptr_double();
        }
    }
}
