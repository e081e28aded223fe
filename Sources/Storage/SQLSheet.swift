#if canImport(Glibc)
  import Glibc
#endif

/// All rows of a query whose columns are texts, one text behind the other in one piece of memory.
///
/// A list shows hundreds of texts and changes none: no `String` is made of one until somebody asks for it. Rows and columns count from
/// 0, columns in the order of the statement.
public final class SQLSheet: @unchecked Sendable {
  // Written before anybody has the sheet; only read from then on. Inlined where they are read: a page has hundreds of cells.
  @usableFromInline let bytes: UnsafeMutablePointer<UInt8>
  /// Where the text of each cell ends; where it begins is where the one before ends.
  @usableFromInline let ends: UnsafeMutablePointer<UInt32>
  private let nulls: UnsafeMutablePointer<Bool>
  public let rowCount: Int
  public let columnCount: Int

  fileprivate init(
    columnCount: Int, rowCount: Int, bytes: UnsafeMutablePointer<UInt8>, ends: UnsafeMutablePointer<UInt32>,
    nulls: UnsafeMutablePointer<Bool>
  ) {
    self.columnCount = columnCount
    self.rowCount = rowCount
    self.bytes = bytes
    self.ends = ends
    self.nulls = nulls
  }

  deinit {
    bytes.deallocate()
    ends.deallocate()
    nulls.deallocate()
  }

  /// The text's bytes, good inside `body`; none for NULL.
  @inlinable
  public func withUTF8<R>(_ row: Int, _ column: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> R) rethrows -> R {
    let cell = cell(row, column)
    let start = cell == 0 ? 0 : Int(ends[cell - 1])
    return try body(UnsafeBufferPointer(start: bytes + start, count: Int(ends[cell]) - start))
  }

  /// The text; empty for NULL.
  public func text(_ row: Int, _ column: Int) -> String { withUTF8(row, column) { String(decoding: $0, as: UTF8.self) } }

  public func isNull(_ row: Int, _ column: Int) -> Bool { nulls[cell(row, column)] }

  /// Whether the text has `part`, byte for byte, in it.
  public func text(_ row: Int, _ column: Int, contains part: [UInt8]) -> Bool { withUTF8(row, column) { $0.holds(part) } }

  @inlinable
  func cell(_ row: Int, _ column: Int) -> Int {
    precondition(row >= 0 && row < rowCount && column >= 0 && column < columnCount, "a cell that the sheet does not have")
    return row * columnCount + column
  }
}

/// A sheet that is being filled, cell by cell.
public struct SQLSheetFilling: ~Copyable {
  private var bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: Self.firstBytes)
  private var byteCount = 0
  private var byteCapacity = Self.firstBytes
  private var ends = UnsafeMutablePointer<UInt32>.allocate(capacity: Self.firstCells)
  private var nulls = UnsafeMutablePointer<Bool>.allocate(capacity: Self.firstCells)
  private var cellCount = 0
  private var cellCapacity = Self.firstCells

  /// A page of fifty lines of most lists.
  private static let firstBytes = 16_384
  private static let firstCells = 1_024

  public init() {}

  deinit {
    bytes.deallocate()
    ends.deallocate()
    nulls.deallocate()
  }

  /// Adds a cell; nil for NULL.
  ///
  /// - Throws: `StorageError.other("54000")` when the sheet would not fit the limit of one value.
  public mutating func append(_ text: UnsafeBufferPointer<UInt8>?) throws {
    let count = text?.count ?? 0
    if byteCapacity - byteCount < count { try growBytes(by: count) }
    if let base = text?.baseAddress {
      memcpy(bytes + byteCount, base, count)
      byteCount += count
    }
    if cellCount == cellCapacity { growCells() }
    ends[cellCount] = UInt32(byteCount)
    nulls[cellCount] = text == nil
    cellCount += 1
  }

  public mutating func append(_ text: String?) throws {
    guard var text else { return try append(UnsafeBufferPointer<UInt8>?.none) }
    var failure: (any Error)?
    text.withUTF8 { bytes in
      do { try append(bytes) } catch { failure = error }
    }
    if let failure { throw failure }
  }

  /// The cells as rows of `columnCount`.
  public consuming func sheet(columnCount: Int) -> SQLSheet {
    precondition(columnCount > 0 ? cellCount % columnCount == 0 : cellCount == 0, "a row that is not whole")
    let sheet = SQLSheet(
      columnCount: columnCount, rowCount: columnCount == 0 ? 0 : cellCount / columnCount, bytes: bytes, ends: ends, nulls: nulls
    )
    discard self
    return sheet
  }

  private mutating func growBytes(by count: Int) throws {
    let capacity = max(2 * byteCapacity, byteCount + count)
    guard capacity <= StorageLimits.valueBytes else { throw StorageError.other(code: "54000") }
    bytes = Self.larger(bytes, byteCount, capacity)
    byteCapacity = capacity
  }

  private mutating func growCells() {
    ends = Self.larger(ends, cellCount, 2 * cellCapacity)
    nulls = Self.larger(nulls, cellCount, 2 * cellCapacity)
    cellCapacity *= 2
  }

  private static func larger<T>(_ old: UnsafeMutablePointer<T>, _ count: Int, _ capacity: Int) -> UnsafeMutablePointer<T> {
    let new = UnsafeMutablePointer<T>.allocate(capacity: capacity)
    new.moveInitialize(from: old, count: count)
    old.deallocate()
    return new
  }
}
