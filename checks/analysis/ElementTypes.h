//===--- ElementTypes.h - types that have or name elements ----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_ELEMENTTYPES_H
#define COROLINT_ANALYSIS_ELEMENTTYPES_H

#include "Roles.h"

namespace corolint {

/// Whether values of type \p T refer to elements: what isBorrowingType says,
/// iterators, and pairs of such.
bool refersToElements(clang::QualType T, const Roles &R);

/// Whether \p T has iterators' operators.
bool isIteratorType(clang::QualType T);

/// Whether \p T is a range that is neither container nor view of elements:
/// `numbers | filter(odd)` looks at the numbers anew whenever it is walked.
bool isAdaptor(clang::QualType T, const Roles &R);

/// Whether \p T is a container, optional or owner: what is in it can be
/// destroyed while it lives.
bool ownsElements(clang::QualType T, const Roles &R);

/// The types of the parts of a pair or tuple, which live as long as the whole;
/// none for other types.
llvm::ArrayRef<clang::TemplateArgument> partsOf(clang::QualType T,
                                                const Roles &R);

/// Whether a member function of \p T may destroy what it contains; arrays and
/// pairs keep their parts, whatever is assigned.
bool canLoseElements(clang::QualType T, const Roles &R);

/// Whether a member function of \p T may put elements in.
bool canGainElements(clang::QualType T, const Roles &R);

/// Whether \p T has a pointer's operators, and is neither container nor
/// iterator: it owns or shares what it points to.
bool isSmartPointer(clang::QualType T, const Roles &R);

/// Whether what objects of type \p T contain lies outside of them, so that it
/// stays where it is when they are moved.
bool keepsContentElsewhere(clang::QualType T, const Roles &R);

} // namespace corolint

#endif // COROLINT_ANALYSIS_ELEMENTTYPES_H
