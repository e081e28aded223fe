import Storage

extension CollectionCenter {
  /// Forgets browsers that became known so long ago that their cookie is gone; one that is still used becomes known again with its
  /// next sign-in.
  public func forgetOldDevices() async throws {
    try await records.write { transaction in
      try transaction.execute(
        "DELETE FROM known_device WHERE known_at < ?", [.integer(transaction.now - WorkflowLimits.knownDeviceMilliseconds)])
    }
  }
}
