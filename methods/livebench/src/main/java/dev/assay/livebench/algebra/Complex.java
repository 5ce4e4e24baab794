package dev.assay.livebench.algebra;

/// A complex number in double precision; functions are on their main branches.
record Complex(double re, double im) {
    static final Complex ONE = new Complex(1, 0);
    static final Complex I = new Complex(0, 1);

    static Complex of(double real) {
        return new Complex(real, 0);
    }

    Complex plus(Complex other) {
        return new Complex(re + other.re, im + other.im);
    }

    Complex minus(Complex other) {
        return new Complex(re - other.re, im - other.im);
    }

    Complex times(Complex other) {
        return new Complex(re * other.re - im * other.im, re * other.im + im * other.re);
    }

    Complex over(Complex other) {
        double norm = other.re * other.re + other.im * other.im;
        return new Complex((re * other.re + im * other.im) / norm, (im * other.re - re * other.im) / norm);
    }

    double magnitude() {
        return Math.hypot(re, im);
    }

    boolean isFinite() {
        return Double.isFinite(re) && Double.isFinite(im);
    }

    Complex exp() {
        double scale = Math.exp(re);
        return im == 0 ? of(scale) : new Complex(scale * Math.cos(im), scale * Math.sin(im));
    }

    Complex log() {
        return new Complex(Math.log(magnitude()), Math.atan2(im, re));
    }

    Complex power(Complex exponent) {
        boolean whole = exponent.im == 0 && exponent.re == Math.rint(exponent.re) && Math.abs(exponent.re) <= 64;
        if (whole) {
            return whole((int) exponent.re);
        }
        if (re == 0 && im == 0) {
            return exponent.re > 0 ? of(0) : of(Double.NaN);
        }
        return exponent.times(log()).exp();
    }

    private Complex whole(int exponent) {
        Complex power = ONE;
        for (int i = 0; i < Math.abs(exponent); i++) {
            power = power.times(this);
        }
        return exponent < 0 ? ONE.over(power) : power;
    }

    Complex sin() {
        return new Complex(Math.sin(re) * Math.cosh(im), Math.cos(re) * Math.sinh(im));
    }

    Complex cos() {
        return new Complex(Math.cos(re) * Math.cosh(im), -Math.sin(re) * Math.sinh(im));
    }

    Complex sinh() {
        return new Complex(Math.sinh(re) * Math.cos(im), Math.cosh(re) * Math.sin(im));
    }

    Complex cosh() {
        return new Complex(Math.cosh(re) * Math.cos(im), Math.sinh(re) * Math.sin(im));
    }

    /// `-i log(i z + sqrt(1 - z²))`
    Complex arcsin() {
        Complex root = ONE.minus(times(this)).power(of(0.5));
        return I.times(this).plus(root).log().times(new Complex(0, -1));
    }

    /// `i/2 (log(1 - i z) - log(1 + i z))`
    Complex arctan() {
        Complex turned = I.times(this);
        return ONE.minus(turned).log().minus(ONE.plus(turned).log()).times(new Complex(0, 0.5));
    }
}
