import Crypto
import Foundation
import Outward

/// The way out of a station: one for the process.
public struct CenterNetwork: Sendable {
  let outlet: Outlet

  /// Room for what people at the station ask beside the packets.
  public init() { outlet = Outlet(concurrent: VisitDeskLimits.packetsUnderWay + 4) }

  public func close() { outlet.close() }
}

extension VisitDeskLimits {
  /// Bytes of a visit's file.
  public static let visitFileBytes = VisitFile.sizeLimitBytes
}

/// A code for the tokens of forms, under a key that lives as long as the program.
public func stationAuthenticator() -> @Sendable ([UInt8]) -> [UInt8] {
  let key = SymmetricKey(size: .bits256)
  return { Array(HMAC<SHA256>.authenticationCode(for: $0, using: key)) }
}
