/// Days and clock times in China, from milliseconds UTC.
extension CalendarDay {
  /// Milliseconds of China's clock before UTC; no summer time since 1991.
  private static let chinaOffset: Int64 = 8 * 3600 * 1000
  private static let dayLength: Int64 = 86_400_000

  /// The civil day in China at a time in milliseconds UTC.
  public init(milliseconds: Int64) {
    let local = milliseconds + Self.chinaOffset
    let number = local >= 0 ? local / Self.dayLength : (local - Self.dayLength + 1) / Self.dayLength
    self.init(dayNumber: Int(number))
  }

  /// The time in milliseconds UTC at which the day begins in China.
  public var startMilliseconds: Int64 { Int64(dayNumber) * Self.dayLength - Self.chinaOffset }

  /// The first millisecond after the day in China: a window that closes on this day is open before it.
  public var endMilliseconds: Int64 { startMilliseconds + Self.dayLength }
}
