"""The buyer-registration portal of the China International Import Expo."""
