/// What is behind the person: cells of 12 × 12 pixels (in a portrait 480 wide) that keep 9 pixels away from every person.
public struct BackgroundMeasure: Sendable, Hashable, Codable {
  /// Cells that were measured.
  ///
  /// Below 20 the rest is nil.
  public var cells: Int
  /// Median colour, 0–255.
  public var red: Double
  public var green: Double
  public var blue: Double
  /// Share of cells whose colour differs from it by more than 4 (CIE 1976), 0–1.
  public var uneven: Double
  /// Colour distance that 90 % of the cells stay below.
  public var spread: Double
  /// Share of cells darker than the median by more than 3 in lightness, 0–1.
  public var shadow: Double
  /// How much darker 85 % of the cells near the person are at most than the far ones' median, lightness 0–100.
  public var nearShadow: Double
  /// Change of lightness over the whole portrait in the direction of its slope, 0–100.
  public var gradient: Double
  /// Brightness deviation inside cells: 90 % have less, 0–255.
  ///
  /// Things and patterns have edges.
  public var texture: Double
  /// Colour distance (CIE 1976) from the background that a quarter of the clothes stays below; nil when no clothes are seen.
  public var clothesContrast: Double?

  private enum Limit {
    static let uneven = 4.0
    static let shadow = 3.0
  }

  /// Nil when there is too little background to say anything.
  init?(_ cells: BackgroundCells, frame: PortraitFrame) {
    let all = cells.cells
    guard all.count >= BackgroundCells.leastCells else { return nil }
    self.cells = all.count
    let red = all.map(\.red).median
    let green = all.map(\.green).median
    let blue = all.map(\.blue).median
    (self.red, self.green, self.blue) = (red, green, blue)
    let middle = LabColour(red: red, green: green, blue: blue)
    let distances = all.map { $0.lab.distance(to: middle) }
    let count = Double(all.count)
    uneven = Double(distances.count { $0 > Limit.uneven }) / count
    spread = distances.percentile(0.9)
    shadow = Double(all.count { middle.l - $0.lab.l > Limit.shadow }) / count
    texture = all.map(\.spread).percentile(0.9)
    let near = all.filter(\.isNear).map { -$0.lab.l }
    let far = all.filter { !$0.isNear }.map(\.lab.l)
    nearShadow = near.count > 5 && far.count > 5 ? far.median + near.percentile(0.85) : 0
    gradient = Self.gradient(all, columns: cells.columns, rows: cells.rows)
    clothesContrast = Self.clothes(frame, against: middle)
  }

  /// Length of the slope of the plane that fits the lightness best; both axes run from 0 to 1.
  private static func gradient(_ cells: [BackgroundCells.Cell], columns: Int, rows: Int) -> Double {
    let count = Double(cells.count)
    let xs = cells.map { Double($0.column) / Double(max(1, columns - 1)) }
    let ys = cells.map { Double($0.row) / Double(max(1, rows - 1)) }
    let ls = cells.map(\.lab.l)
    let (mx, my, ml) = (xs.reduce(0, +) / count, ys.reduce(0, +) / count, ls.reduce(0, +) / count)
    var (xx, xy, yy, xl, yl) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for index in cells.indices {
      let (x, y, l) = (xs[index] - mx, ys[index] - my, ls[index] - ml)
      xx += x * x
      xy += x * y
      yy += y * y
      xl += x * l
      yl += y * l
    }
    let determinant = xx * yy - xy * xy
    guard determinant > 1e-9 else { return 0 }
    let across = (xl * yy - yl * xy) / determinant
    let down = (yl * xx - xl * xy) / determinant
    return (across * across + down * down).squareRoot()
  }

  /// How far the clothes are from the background: a quarter of them is nearer.
  ///
  /// Looked at well below the chin, where the mask is sure, and in the middle in any case, because white on white is what the
  /// mask does not see.
  private static func clothes(_ frame: PortraitFrame, against background: LabColour) -> Double? {
    let face = frame.face
    let width = frame.sitter.faceWidth
    let height = Double(frame.image.height)
    let top = face[MeshPoint.chin].y + 0.45 * width
    // of a face that fills the portrait only the shoulders' corners show cloth
    let isLow = top > height * 0.94
    var distances: [Double] = []
    for y in Swift.stride(from: min(top, height * 0.94), to: height - 2, by: max(2, 0.03 * width)) {
      for x in Swift.stride(from: 2, to: Double(frame.image.width) - 2, by: max(2, 0.06 * width)) {
        let aside = abs(x - face[MeshPoint.chin].x) / width
        let isSure = frame.sitter.mask.probability(at: PixelPoint(x: x, y: y)) > 0.9
        guard isLow ? isSure && aside > 0.35 : isSure || aside < 0.5 else { continue }
        distances.append(frame.image.lab(column: Int(x), row: Int(y)).distance(to: background))
      }
    }
    return distances.count >= BackgroundCells.leastCells ? distances.percentile(0.25) : nil
  }
}
