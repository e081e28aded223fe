import Foundation
import Storage

/// A fault whose description holds nothing but our own words and numbers of the system, so that a log may have it.
public protocol PlainFault: Error, CustomStringConvertible {}

/// An error as anybody may read it, in a log or on a terminal: storage errors hold no values; of all others only the type and the
/// number of the case are named, because their text could hold what somebody typed.
public enum FaultText {
  public static func of(_ error: any Error) -> String {
    switch error {
    case let error as StorageError: "数据库 \(error)"
    case let error as PhotoStoreError: "文件 \(error)"
    case let error as any PlainFault: "文件 \(error)"
    default: "\(type(of: error)) \((error as NSError).code)"
    }
  }
}
