package dev.assay.report.internal.plot;

import dev.assay.report.internal.Escape;
import java.awt.Color;
import java.awt.Composite;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.GraphicsConfiguration;
import java.awt.Image;
import java.awt.Paint;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.font.FontRenderContext;
import java.awt.font.GlyphVector;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.BufferedImageOp;
import java.awt.image.ImageObserver;
import java.awt.image.RenderedImage;
import java.awt.image.renderable.RenderableImage;
import java.text.AttributedCharacterIterator;
import java.util.Map;
import java.util.Optional;

/// A drawing surface that writes SVG: the plotting library draws on it as on a screen.
///
/// It writes what a page needs and no more: shapes of one ink become one path, coordinates keep one decimal,
/// colours become [classes][Ink], and the outlines of tick labels become text again ([TickLabels]). Images are
/// refused, since charts draw none.
final class SvgCanvas extends Graphics2D {
    private static final double DIGIT_HEIGHT = 8.6;

    private final Graphics2D scratch = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB).createGraphics();
    private final SvgPaths paths;
    private final TickLabels labels;
    private AffineTransform transform = new AffineTransform();
    private Optional<Shape> clip = Optional.empty();
    private Optional<Rectangle2D> plotArea = Optional.empty();
    private Color color = Ink.of(Ink.Role.PAPER).color();

    /// @param id     prefix of all ids in this drawing, unique on the page
    /// @param labels what tick labels were offered to the library
    SvgCanvas(String id, TickLabels labels) {
        this.paths = new SvgPaths(id);
        this.labels = labels;
    }

    /// The elements drawn so far, clip paths first.
    String elements() {
        return paths.elements();
    }

    @Override
    public void draw(Shape shape) {
        ink().ifPresent(ink -> paths.add(ink.cssClass(), transform.createTransformedShape(shape), clip));
    }

    @Override
    public void fill(Shape shape) {
        if (shape.getPathIterator(null).isDone()) {
            return;
        }
        ink().ifPresent(ink -> {
            Shape placed = transform.createTransformedShape(shape);
            switch (ink.role()) {
                case TICK_X, TICK_Y ->
                    labels.find(shape)
                            .ifPresentOrElse(
                                    text -> write(ink, text, placed.getBounds2D()),
                                    () -> paths.add(ink.cssClass(), placed, clip));
                case PAPER, GRID, AXIS, ZERO, LINE, BAND, BAR, WHISKER, DOT, MARK, SPECK ->
                    paths.add(ink.cssClass(), placed, clip);
            }
        });
    }

    /// Text in the place of its outline. The reader's font may differ in width, so a label of the horizontal axis
    /// keeps its middle and one of the vertical axis its right end; all stand on one line, with a comma or without.
    private void write(Ink ink, String text, Rectangle2D outline) {
        boolean horizontal = ink.role() == Ink.Role.TICK_X;
        double x = horizontal ? outline.getCenterX() : outline.getMaxX();
        double y = horizontal ? outline.getMaxY() - 1 : outline.getCenterY() + DIGIT_HEIGHT / 2;
        label(ink, text, x, y);
    }

    /// A label of an axis: centred under a horizontal one, ending at `x` beside a vertical one.
    void label(Ink ink, String text, double x, double y) {
        paths.markup("<text class=\"" + ink.cssClass() + "\" x=\"" + SvgPaths.coordinate(x) + "\" y=\""
                + SvgPaths.coordinate(y) + "\">" + Escape.html(text) + "</text>");
    }

    /// The area inside the axes, known once the library has clipped its drawing to it.
    Optional<Rectangle2D> plotArea() {
        return plotArea;
    }

    private Optional<Ink> ink() {
        return Ink.of(color).filter(ink -> ink.role() != Ink.Role.PAPER && color.getAlpha() > 0);
    }

    @Override
    public void drawLine(int x1, int y1, int x2, int y2) {
        draw(new Line2D.Double(x1, y1, x2, y2));
    }

    @Override
    public void fillRect(int x, int y, int width, int height) {
        fill(new Rectangle(x, y, width, height));
    }

    @Override
    public void drawOval(int x, int y, int width, int height) {
        draw(new Ellipse2D.Double(x, y, width, height));
    }

    @Override
    public void fillOval(int x, int y, int width, int height) {
        fill(new Ellipse2D.Double(x, y, width, height));
    }

    @Override
    public void drawPolyline(int[] xs, int[] ys, int count) {
        for (int i = 1; i < count; i++) {
            drawLine(xs[i - 1], ys[i - 1], xs[i], ys[i]);
        }
    }

    @Override
    public void drawPolygon(int[] xs, int[] ys, int count) {
        draw(new java.awt.Polygon(xs, ys, count));
    }

    @Override
    public void fillPolygon(int[] xs, int[] ys, int count) {
        fill(new java.awt.Polygon(xs, ys, count));
    }

    @Override
    public Color getColor() {
        return color;
    }

    @Override
    public void setColor(Color newColor) {
        color = newColor;
    }

    @Override
    public Paint getPaint() {
        return color;
    }

    @Override
    public void setPaint(Paint paint) {
        if (!(paint instanceof Color plain)) {
            throw unsupported("a gradient or texture");
        }
        color = plain;
    }

    @Override
    public AffineTransform getTransform() {
        return new AffineTransform(transform);
    }

    @Override
    public void setTransform(AffineTransform newTransform) {
        transform = new AffineTransform(newTransform);
    }

    @Override
    public void transform(AffineTransform more) {
        transform.concatenate(more);
    }

    @Override
    public void translate(int x, int y) {
        transform.translate(x, y);
    }

    @Override
    public void translate(double x, double y) {
        transform.translate(x, y);
    }

    @Override
    public void rotate(double angle) {
        transform.rotate(angle);
    }

    @Override
    public void rotate(double angle, double x, double y) {
        transform.rotate(angle, x, y);
    }

    @Override
    public void scale(double x, double y) {
        transform.scale(x, y);
    }

    @Override
    public void shear(double x, double y) {
        transform.shear(x, y);
    }

    @Override
    @SuppressWarnings("NullAway") // the contract of Graphics: null means that nothing is clipped
    public Shape getClip() {
        return clip.orElse(null);
    }

    @Override
    @SuppressWarnings("NullAway") // as above
    public Rectangle getClipBounds() {
        return clip.map(Shape::getBounds).orElse(null);
    }

    @Override
    public void setClip(@org.jspecify.annotations.Nullable Shape shape) {
        clip = Optional.ofNullable(shape);
        plotArea = clip.map(Shape::getBounds2D).or(() -> plotArea);
    }

    @Override
    public void setClip(int x, int y, int width, int height) {
        clip = Optional.of(new Rectangle(x, y, width, height));
    }

    @Override
    public void clip(Shape shape) {
        java.awt.geom.Area both = new java.awt.geom.Area(shape);
        clip.ifPresent(old -> both.intersect(new java.awt.geom.Area(old)));
        clip = Optional.of(both);
    }

    @Override
    public void clipRect(int x, int y, int width, int height) {
        clip(new Rectangle(x, y, width, height));
    }

    @Override
    public FontRenderContext getFontRenderContext() {
        return TickLabels.CONTEXT;
    }

    @Override
    public Font getFont() {
        return scratch.getFont();
    }

    @Override
    public void setFont(Font font) {
        scratch.setFont(font);
    }

    @Override
    public FontMetrics getFontMetrics(Font font) {
        return scratch.getFontMetrics(font);
    }

    @Override
    public Stroke getStroke() {
        return scratch.getStroke();
    }

    @Override
    public void setStroke(Stroke stroke) {
        scratch.setStroke(stroke);
    }

    @Override
    @SuppressWarnings("NullAway") // the contract of Graphics2D: null where a hint was never set
    public Object getRenderingHint(RenderingHints.Key key) {
        return scratch.getRenderingHint(key);
    }

    @Override
    public void setRenderingHint(RenderingHints.Key key, Object value) {
        scratch.setRenderingHint(key, value);
    }

    @Override
    public RenderingHints getRenderingHints() {
        return scratch.getRenderingHints();
    }

    @Override
    public void setRenderingHints(Map<?, ?> hints) {
        scratch.setRenderingHints(hints);
    }

    @Override
    public void addRenderingHints(Map<?, ?> hints) {
        scratch.addRenderingHints(hints);
    }

    @Override
    public Color getBackground() {
        return Ink.of(Ink.Role.PAPER).color();
    }

    @Override
    public void setBackground(Color background) {
        // the background is the page's
    }

    @Override
    public Composite getComposite() {
        return scratch.getComposite();
    }

    @Override
    public void setComposite(Composite composite) {
        scratch.setComposite(composite);
    }

    @Override
    public GraphicsConfiguration getDeviceConfiguration() {
        return scratch.getDeviceConfiguration();
    }

    @Override
    public void dispose() {
        scratch.dispose();
    }

    @Override
    public boolean hit(Rectangle area, Shape shape, boolean onStroke) {
        return shape.intersects(area);
    }

    @Override
    public void clearRect(int x, int y, int width, int height) {
        // the background is the page's
    }

    @Override
    public void setPaintMode() {
        // painting over is the only mode
    }

    @Override
    public Graphics create() {
        throw unsupported("a second pen");
    }

    @Override
    public void setXORMode(Color other) {
        throw unsupported("exclusive-or painting");
    }

    @Override
    public void copyArea(int x, int y, int width, int height, int dx, int dy) {
        throw unsupported("copying an area");
    }

    @Override
    public void drawString(String text, int x, int y) {
        throw unsupported("a string that is no tick label");
    }

    @Override
    public void drawString(String text, float x, float y) {
        throw unsupported("a string that is no tick label");
    }

    @Override
    public void drawString(AttributedCharacterIterator text, int x, int y) {
        throw unsupported("a string that is no tick label");
    }

    @Override
    public void drawString(AttributedCharacterIterator text, float x, float y) {
        throw unsupported("a string that is no tick label");
    }

    @Override
    public void drawGlyphVector(GlyphVector glyphs, float x, float y) {
        throw unsupported("glyphs");
    }

    @Override
    public void drawRoundRect(int x, int y, int width, int height, int arcWidth, int arcHeight) {
        throw unsupported("a round rectangle");
    }

    @Override
    public void fillRoundRect(int x, int y, int width, int height, int arcWidth, int arcHeight) {
        throw unsupported("a round rectangle");
    }

    @Override
    public void drawArc(int x, int y, int width, int height, int start, int arc) {
        throw unsupported("an arc");
    }

    @Override
    public void fillArc(int x, int y, int width, int height, int start, int arc) {
        throw unsupported("an arc");
    }

    @Override
    public boolean drawImage(Image image, AffineTransform place, ImageObserver observer) {
        throw unsupported("an image");
    }

    @Override
    public void drawImage(BufferedImage image, BufferedImageOp filter, int x, int y) {
        throw unsupported("an image");
    }

    @Override
    public boolean drawImage(Image image, int x, int y, ImageObserver observer) {
        throw unsupported("an image");
    }

    @Override
    public boolean drawImage(Image image, int x, int y, int width, int height, ImageObserver observer) {
        throw unsupported("an image");
    }

    @Override
    public boolean drawImage(Image image, int x, int y, Color background, ImageObserver observer) {
        throw unsupported("an image");
    }

    @Override
    public boolean drawImage(
            Image image, int x, int y, int width, int height, Color background, ImageObserver observer) {
        throw unsupported("an image");
    }

    @Override
    public boolean drawImage(
            Image image,
            int dx1,
            int dy1,
            int dx2,
            int dy2,
            int sx1,
            int sy1,
            int sx2,
            int sy2,
            ImageObserver observer) {
        throw unsupported("an image");
    }

    @Override
    public boolean drawImage(
            Image image,
            int dx1,
            int dy1,
            int dx2,
            int dy2,
            int sx1,
            int sy1,
            int sx2,
            int sy2,
            Color background,
            ImageObserver observer) {
        throw unsupported("an image");
    }

    @Override
    public void drawRenderedImage(RenderedImage image, AffineTransform place) {
        throw unsupported("an image");
    }

    @Override
    public void drawRenderableImage(RenderableImage image, AffineTransform place) {
        throw unsupported("an image");
    }

    private static UnsupportedOperationException unsupported(String what) {
        return new UnsupportedOperationException("plots draw lines, areas and tick labels, not " + what);
    }
}
